import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFakeIamportServer, type FakeIamportServer } from '../../../src/testing/server/index.js';
import { type Listening, listen } from '../listen.js';
import type { IamportConfig } from '../readConfig.js';
import { buildFakeScript } from './buildFakeScript.js';

/** What stands in for i'mport: its REST API, its script and the page that a phone pays on. */
export interface Simulator extends Listening {
  /** The server itself, to decline cards, break connections and count charges. */
  server: FakeIamportServer;
  /** The account that the backend uses to reach it. */
  config: IamportConfig;
}

const font = fileURLToPath(import.meta.resolve('pretendard/dist/web/variable/woff2/PretendardVariable.woff2'));
// Korean text is boxes on a machine without a Korean font, and the payment page is nobody's who could bring one.
const fontFace = `@font-face { font-family: 'Pretendard Variable'; font-weight: 45 920; src: url(/pretendard.woff2); }`;

/** `webhookUrl` says where the backend takes webhooks, and is asked for each: the backend starts later. */
export async function startSimulator(webhookUrl: () => string): Promise<Simulator> {
  const files = await readFiles(await buildFakeScript(), 'fake-iamport.js', 'fake-payment-page.html');
  const server = createFakeIamportServer({
    webhookUrl: 'backend:',
    postWebhook: (_, body) => post(webhookUrl(), body),
  });
  const listening = await listen((request) => files[new URL(request.url).pathname]?.() ?? server.fetch(request));

  return {
    ...listening,
    server,
    config: {
      simulated: true,
      userCode: 'imp00000000',
      apiKey: 'fake_imp_key',
      apiSecret: 'fake_imp_secret',
      apiUrl: listening.url,
      scriptUrl: `${listening.url}/fake-iamport.js?api=${encodeURIComponent(listening.url)}&locale=ko`,
      pg: 'kcp_billing',
      mode: 'test',
    },
  };
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** The fake script and its payment page, as a server answers them. */
export async function readFiles(
  folder: string,
  scriptFile: string,
  pageFile: string,
): Promise<Record<string, (() => Response) | undefined>> {
  const script = await readFile(join(folder, scriptFile), 'utf8');
  const page = await readFile(join(folder, pageFile), 'utf8');
  const fontFile = await readFile(font);
  return {
    [`/${scriptFile}`]: () => respond(script, 'text/javascript; charset=utf-8'),
    [`/${pageFile}`]: () =>
      respond(page.replace('</head>', `<style>${fontFace}</style></head>`), 'text/html; charset=utf-8'),
    '/pretendard.woff2': () => respond(fontFile, 'font/woff2'),
  };
}

function respond(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, { headers: { 'content-type': type } });
}
