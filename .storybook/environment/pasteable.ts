const parts = ['SubscribeCardButton', 'BillingKey', 'Consent', 'PaymentMethods', 'OrderSummary', 'CardManager'];

/** Code of a story as a file that can be pasted into an app: with its imports, and with a name for what is called. */
export function pasteable(code: string): string {
  const jsx = code
    .replace(/(\w+)=\{(?:function noRefCheck\(\) \{\}|\(\) => \{\})\}/g, (_, name: string) => `${name}={${name}}`)
    .replaceAll('\n', '\n    ');
  const used = parts.filter((part) => new RegExp(`<${part}[\\s.>/]`).test(jsx));
  const imports = [`import { ${used.join(', ')} } from 'react-billing-key';`, "import 'react-billing-key/styles.css';"];
  if (jsx.includes('={charge}')) imports.push("import { charge } from './api';");
  return `${imports.join('\n')}\n\nexport function Checkout() {\n  return (\n    ${jsx}\n  );\n}`;
}

/** The file of a pattern as it stands; it imports nothing of the stories. */
export function pastedFile(source: string) {
  return { docs: { source: { code: source, language: 'tsx' } } } as const;
}
