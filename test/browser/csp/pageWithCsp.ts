import { onTestFinished, vi } from 'vitest';
import type * as core from '../../../src/index.js';
import type { createFakeIamport } from '../../../src/testing/createFakeIamport.js';
import type * as v2 from '../../../src/v2.js';

export interface PageWithCsp {
  readonly window: Window;
  readonly core: typeof core;
  readonly v2: typeof v2;
  readonly createFakeIamport: typeof createFakeIamport;
  readonly violations: readonly string[];
  readonly warnings: readonly string[];
}

interface PageWindow extends Window {
  kit?: Pick<PageWithCsp, 'core' | 'v2' | 'createFakeIamport'>;
  violations: string[];
  warnings: string[];
}

export const nonce = 'r4nd0m';

/** A page of its own under a real policy, with this package in it. */
export async function pageWithCsp(policy: string): Promise<PageWithCsp> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html><head>
    <meta http-equiv="Content-Security-Policy" content="${policy.replaceAll('{nonce}', nonce)}">
    <script nonce="${nonce}">
      window.violations = [];
      window.warnings = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      console.warn = (text) => warnings.push(String(text));
      console.error = () => {};
      window.process = { env: { NODE_ENV: 'development' } };
    </script>
    <script type="module" nonce="${nonce}">
      import * as core from '/src/index.ts';
      import * as v2 from '/src/v2.ts';
      import { createFakeIamport } from '/src/testing/createFakeIamport.ts';
      window.kit = { core, v2, createFakeIamport };
    </script>
  </head><body></body></html>`;
  document.body.append(frame);
  onTestFinished(() => {
    frame.remove();
    localStorage.clear();
  });
  const window = frame.contentWindow as PageWindow;
  const kit = await vi.waitUntil(() => window.kit, { timeout: 10_000 });
  return { ...kit, window, violations: window.violations, warnings: window.warnings };
}
