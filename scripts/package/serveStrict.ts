import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServedFolder, serveFolder } from './serveFolder.js';

const nonce = 'bm9uY2UtMDA3';

/** As strict a policy as a payment page can have: no inline script or style, no `eval`, no markup made from text. */
const policy = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}' 'strict-dynamic'`,
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** An app whose page is served under that policy, its own script being marked with the nonce. */
export function serveStrict(folder: string): Promise<ServedFolder> {
  return serveFolder(folder, async (path, response) => {
    if (!path.endsWith('.html')) return false;
    const page = await readFile(join(folder, path), 'utf8');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    response.end(page.replaceAll('<script ', `<script nonce="${nonce}" `));
    return true;
  });
}
