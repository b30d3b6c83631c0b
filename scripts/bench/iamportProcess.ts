/** i'mport, simulated, in a process of its own: what it costs is not the kit's. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createFakeIamportServer, type WindowIssue } from '../../src/testing/server/index.js';
import { listen } from '../../test/server/support/listen.js';

export interface IamportProcess {
  readonly url: string;
  /** A window that a customer has been through. */
  issued(numbers: Pick<WindowIssue, 'imp_uid' | 'merchant_uid' | 'customer_uid'>): Promise<void>;
  close(): void;
}

/** @param latency - milliseconds until it answers */
export async function startIamport(latency: number): Promise<IamportProcess> {
  const child = fork(fileURLToPath(import.meta.url), [`${latency}`], { execArgv: ['--import', 'tsx'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`i'mport's process ended with ${code}.`)));
  });
  return {
    url,
    async issued(numbers) {
      const card = { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' };
      const window = {
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: '모두의 구독',
        amount: 0,
        currency: 'KRW',
      };
      const response = await fetch(`${url}/_window/issued`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...numbers, ...window, card, charged: false, status: 'paid' }),
      });
      if (response.status !== 200) throw new Error(`The window was refused: ${await response.text()}`);
      await response.arrayBuffer();
    },
    close: () => child.kill(),
  };
}

if (process.send !== undefined) {
  // A window is no call: it is not waited for.
  const latency = ({ route }: { readonly route: string }) =>
    route === 'POST /_window/issued' ? 0 : Number(process.argv[2]);
  const simulator = createFakeIamportServer({ latency });
  const { url } = await listen((request) => simulator.fetch(request));
  process.once('disconnect', () => process.exit());
  process.send(url);
}
