import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

export type Locale = 'en' | 'ko';

const root = resolve(import.meta.dirname, '../..');
const words = {
  en: {
    name: 'Name',
    type: 'Type',
    meaning: 'What it is',
    required: 'Required.',
    byDefault: 'Default:',
    types: 'Types:',
  },
  ko: { name: '이름', type: '타입', meaning: '설명', required: '필수.', byDefault: '기본값:', types: '타입:' },
} as const;
/** By the English sentence, so that one that changes has to be translated anew. */
export const korean = JSON.parse(readFileSync(resolve(root, 'docs/data/apiKorean.json'), 'utf8')) as Record<
  string,
  string
>;

/** What the public API says of itself in its TSDoc, as tables. */
export interface ApiTables {
  /** The sections of docs/api.md: `members <type>` and `exports <entry>`. */
  section(name: string, locale: Locale): string | undefined;
  /** English sentences that have no Korean, and ones that have it and are said nowhere any more. */
  missing(): string[];
  unused(): string[];
  /** Exports of an entry that say nothing of themselves, types among them. */
  undocumented(): string[];
}

/** Reads the sources of the package's entries, given as `{ 'react-billing-key': 'src/index.ts' }`. */
export function createApiTables(entries: Readonly<Record<string, string>>): ApiTables {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: ['src'] }, ts.sys, root);
  const program = ts.createProgram(
    Object.values(entries).map((file) => `${root}/${file}`),
    options,
  );
  const checker = program.getTypeChecker();
  const isOurs = (node: ts.Node) => node.getSourceFile().fileName.startsWith(`${root}/src/`);
  const missing = new Set<string>();
  const unused = new Set(Object.keys(korean));

  function translate(sentence: string, locale: Locale): string {
    if (locale === 'en') return sentence;
    unused.delete(sentence);
    if (korean[sentence] === undefined) missing.add(sentence);
    return korean[sentence] ?? sentence;
  }

  function exportsOf(
    module: ts.Symbol,
  ): { readonly name: string; readonly target: ts.Symbol; readonly text: string }[] {
    return checker.getExportsOfModule(module).map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      // `export * as Consent` has its sentence where it stands.
      const text = textOf(target, checker) || textOf(symbol, checker);
      return { name: symbol.name, target, text: text.split('\n\n')[0] ?? '' };
    });
  }

  function moduleOf(file: string | undefined): ts.Symbol {
    const source = program.getSourceFile(`${root}/${file}`);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} is no entry of the package.`);
    return module;
  }

  /** What an entry exports under this name, or else the one type of this name in `src`. */
  function typeNamed(name: string): ts.Type {
    const exported = Object.values(entries)
      .flatMap((file) => exportsOf(moduleOf(file)))
      .find((found) => found.name === name && found.target.flags & ts.SymbolFlags.Type);
    if (exported) return checker.getDeclaredTypeOfSymbol(exported.target);
    const isNamed = (node: ts.Node) =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name.text === name && isOurs(node);
    const found = program.getSourceFiles().flatMap((source) => source.statements.filter(isNamed));
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} types in src are called ${name}.`);
    return checker.getTypeAtLocation(found[0]);
  }

  function members(name: string, locale: Locale): string {
    const word = words[locale];
    const fields = typeNamed(name)
      .getProperties()
      .flatMap((symbol) => {
        const declaration = symbol.declarations?.[0];
        if (!declaration || !isOurs(declaration)) return [];
        const text = oneLine(textOf(symbol, checker));
        const fallback = symbol.getJsDocTags(checker).find((tag) => tag.name === 'default')?.text;
        if (!text && symbol.name === 'children') return [];
        if (!text && !fallback) throw new Error(`${name}.${symbol.name} has no TSDoc: its line would be empty.`);
        return [{ symbol, text, declaration, fallback: fallback && oneLine(ts.displayPartsToString(fallback)) }];
      });
    const isRequired = ({ symbol }: (typeof fields)[number]) => !(symbol.flags & ts.SymbolFlags.Optional);
    const hasOptional = fields.some((field) => !isRequired(field));
    const rows = [...fields]
      .sort((a, b) => Number(isRequired(b)) - Number(isRequired(a)))
      .map((field) => [
        `\`${field.symbol.name}\``,
        `\`${typeText(field.declaration)}\``,
        [
          hasOptional && isRequired(field) && `**${word.required}**`,
          field.text && prose(translate(field.text, locale)),
          field.fallback && `${word.byDefault} ${fallbackText(field.fallback, (text) => translate(text, locale))}`,
        ]
          .filter(Boolean)
          .join(' '),
      ]);
    return table([word.name, word.type, word.meaning], rows);
  }

  /** What exists at run time with a sentence each; types by their names, since the editor shows the rest. */
  function exported(entry: string, locale: Locale): string {
    const word = words[locale];
    const isValue = ({ flags }: ts.Symbol) => flags & (ts.SymbolFlags.Value | ts.SymbolFlags.NamespaceModule);
    const all = exportsOf(moduleOf(entries[entry])).flatMap((found) => {
      if (!(found.target.flags & ts.SymbolFlags.ValueModule)) return [found];
      return exportsOf(found.target).map((part) => ({ ...part, name: `${found.name}.${part.name}` }));
    });
    const rows = all
      .filter(({ target, text }) => isValue(target) && text)
      .map(({ name, text }) => [`\`${name}\``, prose(translate(oneLine(text), locale))]);
    const types = all.flatMap(({ target, name }) => (isValue(target) ? [] : [name])).sort();
    return [
      table([word.name, word.meaning], rows),
      types.length > 0 && `${word.types} ${types.map((name) => `\`${name}\``).join(', ')}.`,
    ]
      .filter(Boolean)
      .join('\n\n');
  }

  return {
    section(name, locale) {
      const [kind, of = ''] = name.split(' ');
      if (kind === 'members') return members(of, locale);
      if (kind === 'exports') return exported(of, locale);
      return undefined;
    },
    missing: () => [...missing],
    unused: () => [...unused],
    undocumented: () =>
      Object.entries(entries).flatMap(([entry, file]) =>
        exportsOf(moduleOf(file)).flatMap((found) => {
          if (!(found.target.flags & ts.SymbolFlags.ValueModule))
            return found.text ? [] : [`${found.name} of ${entry}`];
          const parts = exportsOf(found.target).filter(({ text }) => !text);
          return parts.map((part) => `${found.name}.${part.name} of ${entry}`);
        }),
      ),
  };
}

function textOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

function typeText(declaration: ts.Node): string {
  if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration)) {
    const parameters = declaration.parameters.map((parameter) => oneLine(parameter.getText())).join(', ');
    return cell(`(${parameters}) => ${oneLine(declaration.type?.getText() ?? 'void')}`);
  }
  const type =
    ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration) ? declaration.type : undefined;
  return cell(
    oneLine(type?.getText() ?? '')
      .replaceAll("T['order']", 'OrderFor<TPg>')
      .replaceAll(/T\['issued'\]|TIssued/g, 'IssuedKey')
      .replace(/^\| /, '')
      .replace(/ \| undefined$/, '')
      .replace(/^\((.+)\)$/, '$1'),
  );
}

/** A value is code; a sentence (`the provider's`) is prose. */
function fallbackText(fallback: string, translate: (sentence: string) => string): string {
  return /^(?:'[^']*'|[\w.]+|`[^`]*`|\[.*\])$/.test(fallback)
    ? `\`${fallback.replaceAll('`', '')}\``
    : prose(translate(fallback));
}

/** TSDoc as Markdown: links as names, and angle brackets that are no markup. */
function prose(text: string): string {
  const parts = text.replace(/\{@link ([\w.]+)\}/g, '`$1`').split(/(`[^`]*`)/);
  return cell(parts.map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;'))).join(''));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/ {2}\|/g, ' |');
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
