import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { BillingProvider } from '../src/index.js';
import { type ButtonName, backend, buttons } from './buttons.js';
import { commits } from './commits.js';
import { installSdk, sdk } from './sdk.js';

/** What the bench, from outside, asks this page to do. */
export interface Bench {
  /** One attempt of a button that was just mounted, from the click to the receipt. */
  attempt(name: ButtonName): Promise<{ clickToRequest: number; isSameTask: boolean; commits: number }>;
  /** Milliseconds to put so many buttons on the page, and to take them away. */
  mount(name: ButtonName, count: number): { mount: number; unmount: number };
  show(name: ButtonName, count: number): void;
  click(): void;
  request(): { merchantUid: string; redirectUrl: string };
}

declare global {
  interface Window {
    bench: Bench;
    /** Since the navigation began. */
    chargedAt?: number;
  }
}

const parameters = new URLSearchParams(location.search);
if (!parameters.has('script')) installSdk();

const container = document.getElementById('root');
if (!container) throw new Error('There is no #root.');
const root = createRoot(container);
const queryClient = new QueryClient({ defaultOptions: { mutations: { gcTime: 0 } } });
const scriptUrl = new URL('fake-iamport.js', location.href).href;
let serial = 0;

function render(children: ReactNode): void {
  flushSync(() =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <BillingProvider userCode="imp00000000" scriptUrl={scriptUrl}>
          {children}
        </BillingProvider>
      </QueryClientProvider>,
    ),
  );
}

function list(name: ButtonName, count: number): ReactNode {
  const Button = buttons[name];
  // Keys that were never there before, so that React makes every button anew.
  const keys = Array.from({ length: count }, () => {
    serial += 1;
    return serial;
  });
  return keys.map((key) => <Button key={key} />);
}

function theButton(): HTMLButtonElement {
  const button = document.querySelector<HTMLButtonElement>('button[data-status]');
  if (!button) throw new Error('There is no button.');
  return button;
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (!condition()) return port2.postMessage(undefined);
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

window.bench = {
  async attempt(name) {
    render(list(name, 1));
    // The SDK takes a task to settle after the attempt before.
    await new Promise((resolve) => setTimeout(resolve));
    const button = theButton();
    const before = commits.count;
    sdk.requestedAt = 0;
    const from = performance.now();
    button.click();
    const isSameTask = sdk.requestedAt > 0;
    await until(() => sdk.requestedAt > 0);
    const clickToRequest = sdk.requestedAt - from;
    sdk.answer();
    await until(() => button.getAttribute('data-status') === 'succeeded');
    return { clickToRequest, isSameTask, commits: commits.count - before };
  },
  mount(name, count) {
    const buttonsToShow = list(name, count);
    const from = performance.now();
    render(buttonsToShow);
    const mounted = performance.now();
    render(undefined);
    return { mount: mounted - from, unmount: performance.now() - mounted };
  },
  show: (name, count) => render(list(name, count)),
  click: () => theButton().click(),
  request: () => ({
    merchantUid: String(sdk.request?.merchant_uid),
    redirectUrl: String(sdk.request?.m_redirect_url),
  }),
};

backend.onCharge = () => {
  window.chargedAt ??= performance.now();
};
const shown = parameters.get('show');
if (shown === 'ours' || shown === 'handWritten') render(list(shown, 1));
