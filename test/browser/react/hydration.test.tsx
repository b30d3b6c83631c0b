import { Suspense, use, version } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Checkout, register } from '../money/shop.js';
import { inProvider, installSdk } from '../support/billing.js';

let isServer = true;

function Slow({ data }: { data: Promise<void> }) {
  if (!isServer) use(data);
  return null;
}

/** React 18 has no `use`. */
it.skipIf(version.startsWith('18.'))(
  'a part that is hydrated late finds what its place has begun meanwhile',
  async () => {
    const imp = installSdk();
    const charge = () => new Promise<never>(() => {});
    let arrive: () => void = () => {};
    const data = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const tree = inProvider(
      <>
        <Checkout id="checkout" charge={charge} />
        <Suspense>
          <Slow data={data} />
          <Checkout id="checkout" label="Late" charge={charge} />
        </Suspense>
      </>,
    );
    const host = document.createElement('div');
    document.body.append(host);
    host.innerHTML = renderToString(tree);
    isServer = false;
    const onRecoverableError = vi.fn();
    const root = hydrateRoot(host, tree, { onRecoverableError });
    onTestFinished(() => {
      root.unmount();
      host.remove();
    });
    await vi.waitFor(() => expect(Object.keys(host.querySelector('button') ?? {})).not.toEqual([]));
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(host.textContent).toContain('Subscribe (charging)'));
    arrive();
    await vi.waitFor(() => expect(host.textContent).toContain('Late (charging)'));
    expect(onRecoverableError).not.toHaveBeenCalled();
    // Two of one id are told of.
    expect(vi.mocked(console.error).mock.calls.splice(0)).toHaveLength(1);
  },
);
