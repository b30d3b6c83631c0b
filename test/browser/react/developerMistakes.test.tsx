import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import {
  BillingProvider,
  type BillingProviderProps,
  billingApi,
  SubscribeCardButton,
  useBillingKey,
  useCheckout,
} from '../../../src/index.js';
import { BillingProvider as BillingProviderV2, SubscribeCardButton as SubscribeCardButtonV2 } from '../../../src/v2.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

/**
 * Every slip that a developer makes, once, with all that the console says of it: what happened, why it matters, what to write. The
 * customer's own sentence is not part of it, and is the customer's in every case.
 */
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
  vi.mocked(console.warn).mockImplementation(() => {});
  vi.mocked(console.error).mockImplementation(() => {});
});

/** What the console has said, without React's own remarks on an error that a component threw. */
function said(): string {
  const calls = [...vi.mocked(console.error).mock.calls.splice(0), ...vi.mocked(console.warn).mock.calls.splice(0)];
  return calls
    .map(([first]) => (first instanceof Error ? first.message : String(first)))
    .join('\n')
    .replace(/http:\/\/localhost:\d+/g, '<origin>');
}

/** The props of a button, as a page without types may write them. */
// biome-ignore lint/suspicious/noExplicitAny: the slips are those that the types would have told of
type Slip = any;

async function click(): Promise<void> {
  await page.getByRole('button').first().click();
}

/** Clicks the button of a page with a slip, and waits for the end of the attempt. */
async function press(slip: Slip, provider: Partial<BillingProviderProps> = {}): Promise<string> {
  installSdk({ outcome: 'issued' });
  const props = { pg: 'kcp_billing', order, charge: async () => 'paid', ...slip };
  await renderBilling(<SubscribeCardButton {...props} />, provider);
  await click();
  await expect
    .element(page.getByRole('button').first())
    .toHaveAttribute('data-status', expect.stringMatching('failed|succeeded'));
  return said();
}

/** What a page is told that can't be drawn at all. */
class Boundary extends Component<{ children: ReactNode; onError: (error: Error) => void }, { hasFailed: boolean }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override componentDidCatch(error: Error) {
    this.props.onError(error);
  }
  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}

async function thrownBy(children: ReactNode): Promise<string> {
  let message = '';
  await render(
    <Boundary
      onError={(error) => {
        message = error.message;
      }}
    >
      {children}
    </Boundary>,
  );
  said();
  return message;
}

function Checkout(slip: Slip) {
  const checkout = useCheckout({ pgs: ['kcp_billing'], charge: async () => 'paid', ...slip });
  return <button {...checkout.getButtonProps()}>{checkout.billing.status}</button>;
}

function Hook(slip: Slip) {
  const billing = useBillingKey({ pg: 'kcp_billing', order, charge: async () => 'paid', ...slip });
  return <button {...billing.getButtonProps()}>{billing.status}</button>;
}

const button = <SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'paid'} />;

it('a charge with a slip of its own', async () => {
  const charge = async (issued: Slip) => issued.subscription.id;
  expect(await press({ charge })).toMatchInlineSnapshot(
    `"charge threw TypeError: Cannot read properties of undefined (reading 'id'). The card is registered, and nothing says whether it was charged: the customer reads that the payment was not completed. Correct the function given as charge (the whole error is in error.cause). A card that was declined is best rejected with an error that has the \`status\` of your server's answer."`,
  );
});

it('no charge', async () => {
  expect(await press({ charge: undefined })).toMatchInlineSnapshot(
    `"There is no \`charge\`, so nobody would take the money, and no window was opened. Give useBillingKey, the button or <BillingProvider> a function that hands the issued key to your backend, or <BillingProvider> the kit's api={billingApi(…)}. [invalid_configuration]"`,
  );
});

it.each([
  ['of i’mport’s, passed on', { code: 0, message: null, response: { status: 'failed', fail_reason: 'limit' } }],
  ['of i’mport’s that refuses', { code: 1, message: 'limit', response: null }],
  ['with an error in it', { data: null, error: { message: 'declined' } }],
  ['without success', { success: false }],
  ['that is not ok', { ok: false }],
  ['that has failed', { status: 'FAILED' }],
])('a charge that answers as if it were paid, with an answer %s', async (_, answer) => {
  expect(await press({ charge: async () => answer })).toContain('It counts as paid, as whatever it resolves to does');
});

it.each([{ status: 'paid', error: null }, { code: 0, response: { status: 'paid' } }, null, 'r1', { ok: true }])(
  'nothing, with a receipt: %o',
  async (answer) => {
    expect(await press({ charge: async () => answer })).toBe('');
  },
);

it('a charge that answers what says no', async () => {
  expect(await press({ charge: async () => ({ status: 'failed' }) })).toMatchInlineSnapshot(
    `"charge resolved to an answer with status: "failed". It counts as paid, as whatever it resolves to does: the customer reads that it is, and the charge is not made any more. Throw where your server or the PG says no. With the status of your server's answer (402) on the error, the charge counts as declined."`,
  );
});

it('terms that are ids', async () => {
  installSdk();
  await renderBilling(<Hook terms={['billing']} />);
  await click();
  expect(said()).toMatchInlineSnapshot(
    `"terms is no list of terms, so nobody knows what to ask for. Pass terms={[{ id: 'billing', required: true }]}. No window was opened. [invalid_configuration]"`,
  );
});

it('a charge that answers an un-ok Response', async () => {
  const charge = async () => new Response('no', { status: 402 });
  expect(await press({ charge })).toMatchInlineSnapshot(
    `"charge resolved to a Response with HTTP status 402. That is no payment, so it counts as a failure: fetch() rejects only where no answer comes. Look at response.ok in charge, throw where it is false, and give what response.json() holds."`,
  );
});

it('a provider inside of another', async () => {
  installSdk();
  await renderBilling(<BillingProvider userCode="imp00000000">{button}</BillingProvider>);
  expect(said()).toMatchInlineSnapshot(
    `"A <BillingProvider> stands inside of another one. What is inside knows nothing of the outer one: not its customerId, its charge, its language, nor the attempts that it works on. Put one <BillingProvider> around everything that registers cards, and give what differs to the hooks and buttons inside it."`,
  );
});

it('two providers beside each other', async () => {
  installSdk();
  await render(
    <>
      {inProvider(button, { strict: true })}
      {inProvider(null)}
    </>,
  );
  expect(said()).toMatchInlineSnapshot(
    `"Two <BillingProvider>s are on this page at the same time. Each reads the way back from the PG's page and keeps attempts of its own: a customer may be shown one under the other's button. Put one <BillingProvider> around everything that registers cards, and give what differs to the hooks and buttons inside it."`,
  );
});

it('two providers with two user codes', async () => {
  installSdk();
  await render(
    <>
      {inProvider(button)}
      {inProvider(button, { userCode: 'imp11111111' })}
    </>,
  );
  await vi.waitUntil(() => vi.mocked(console.error).mock.calls.length > 0);
  vi.mocked(console.warn).mockClear();
  expect(said()).toMatchInlineSnapshot(
    `"This page started i'mport with user code "imp00000000" and now asks for "imp11111111". The SDK serves one user code a page: starting it again would destroy a payment in flight. Use one BillingProvider with one userCode. [invalid_configuration]"`,
  );
});

it('a userCode that is a store id', async () => {
  expect(
    await thrownBy(inProvider(button, { userCode: 'store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec' })),
  ).toMatchInlineSnapshot(
    `"userCode is "store-4f…", which is no merchant's identification code: those begin with "imp". A store id is for PortOne V2. Pass userCode="imp…" (고객사 식별코드) as the PortOne console shows it beside the keys of the V1 API. [invalid_configuration]"`,
  );
});

it('a userCode that is none', async () => {
  expect(await thrownBy(inProvider(button, { userCode: 'kcp_billing.A52CY' }))).toMatchInlineSnapshot(
    `"userCode is "kcp_bill…", which is no merchant's identification code: those begin with "imp". Pass userCode="imp…" (고객사 식별코드) as the PortOne console shows it beside the keys of the V1 API. [invalid_configuration]"`,
  );
});

it('no userCode', async () => {
  expect(await thrownBy(inProvider(button, { userCode: '' }))).toMatchInlineSnapshot(
    `"userCode is missing, so the SDK can’t know the merchant. Pass the identification code of the PortOne console (imp…). [invalid_configuration]"`,
  );
});

it('no QueryClientProvider', async () => {
  expect(await thrownBy(<BillingProvider userCode="imp00000000">{button}</BillingProvider>)).toMatchInlineSnapshot(
    `"<BillingProvider> is used outside of <QueryClientProvider>, so nothing could run your charge. Put the provider of TanStack Query around <BillingProvider>: <QueryClientProvider client={new QueryClient()}>, with a client that is made once and not on each render. [invalid_configuration]"`,
  );
});

it('no BillingProvider', async () => {
  expect(
    await thrownBy(<QueryClientProvider client={new QueryClient()}>{button}</QueryClientProvider>),
  ).toMatchInlineSnapshot(
    `"<SubscribeCardButton> is used outside of <BillingProvider>, so it knows no merchant to open a payment window for. Put <BillingProvider> around it, inside <QueryClientProvider>. [invalid_configuration]"`,
  );
});

it('a locale that is a code', async () => {
  expect(await thrownBy(inProvider(button, { locale: 'en' as Slip }))).toMatchInlineSnapshot(
    `"locale is "en", so the button would have no words. Pass the language itself: import { en } from 'react-billing-key', then locale={en}. Without one it is Korean. [invalid_configuration]"`,
  );
});

it('an id that is a number', async () => {
  expect(await press({ id: 7 })).toMatchInlineSnapshot(
    `"id is no text, so a return from the PG’s page could not find its place again. Pass a text, such as id="checkout". No window was opened. [invalid_configuration]"`,
  );
});

it('a purpose that there is not', async () => {
  expect(await press({ purpose: 'renew' })).toMatchInlineSnapshot(
    `"purpose is none of 'subscribe', 'register' and 'change', so the next page could not read what was begun here. No window was opened. [invalid_configuration]"`,
  );
});

it.each(['chargeTimeout', 'staleAfter'])('a %s that is no number', async (name) => {
  expect(await press({ [name]: Number.NaN })).toContain(`${name} is NaN, which is no number of milliseconds`);
});

it('a windowTimeout that is a text', async () => {
  expect(await press({}, { windowTimeout: '15s' as Slip })).toMatchInlineSnapshot(
    `"windowTimeout is 15s, which is no number of milliseconds, so it would run out at once, or never. No window was opened. Leave it out for the default, or pass a number, such as 60_000. [invalid_configuration]"`,
  );
});

it('a customerId that is the whole customer', async () => {
  expect(await thrownBy(inProvider(button, { customerId: { id: 'mina' } as Slip }))).toMatchInlineSnapshot(
    `"customerId is of type object, so every customer would be the same one, and be shown the cards and payments of the others. Pass what tells customers apart, such as customerId={member.id}; null while nobody is signed in. [invalid_configuration]"`,
  );
});

it('agreed that is one id, and no list', async () => {
  expect(await press({ agreed: 'billing' })).toMatchInlineSnapshot(
    `"agreed is no list, so nobody knows what was agreed to. Pass agreed={['billing']}. No window was opened. [invalid_configuration]"`,
  );
});

it('terms of a hook that are one, and no list', async () => {
  installSdk();
  await renderBilling(<Hook terms={{ id: 'billing', required: true }} />);
  await click();
  expect(said()).toMatchInlineSnapshot(
    `"terms is no list of terms, so nobody knows what to ask for. Pass terms={[{ id: 'billing', required: true }]}. No window was opened. [invalid_configuration]"`,
  );
});

it('a storage that is the browser’s own', async () => {
  expect(await thrownBy(inProvider(button, { storage: localStorage as Slip }))).toMatchInlineSnapshot(
    `"storage is none: it needs the functions get, set, remove and keys, which answer at once. No attempt would outlive the page. Leave it out for localStorage, or pass webStorage('sessionStorage'). [invalid_configuration]"`,
  );
});

it('a PG that there is not', async () => {
  expect(await press({ pg: 'kcp_biling' })).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: pg: "kcp_biling" is not a known PG code; did you mean "kcp_billing"? describe an unlisted one with customPg(), over V2 customChannel(). [invalid_request]"`,
  );
});

it('a PG with the merchant’s id behind it, as PortOne’s documents write it', async () => {
  expect(await press({ pg: 'kcp_billing.IP02A' })).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: pg: "kcp_billing.IP02A" is not a known PG code; did you mean "kcp_billing" with mid="IP02A"? describe an unlisted one with customPg(), over V2 customChannel(). [invalid_request]"`,
  );
});

it('V2: V1’s code of a PG', async () => {
  await render(v2('store-1', 'channel-key-1', 'kcp_billing'));
  await click();
  expect(said()).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: pg: "kcp_billing" is not a known PG code; did you mean "kcp_v2"? describe an unlisted one with customPg(), over V2 customChannel(). [invalid_request]"`,
  );
});

it('a phone number that one PG asks for', async () => {
  const slip = {
    pg: 'naverpay',
    order: { ...order, buyer: undefined, naverProductCode: 'basic', naverProductCount: 1 },
  };
  expect(await press(slip)).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: buyer.tel: is required (a rule of naverpay). [invalid_request]"`,
  );
});

it('an amount that is text', async () => {
  expect(await press({ order: { ...order, amount: '9900' } })).toMatchInlineSnapshot(`
    "The order can’t be sent, and nothing was opened. Correct: amount: must be a finite number, never a string. [invalid_request]
    The order's amount is the text "9900". The SDK passes texts on, and the PGs read them each in their own way, so it was not sent. Give a number: Number(amount), once, where the price is read from a form, an address or an answer of your server."
  `);
});

it('an order that a function makes, without a purchaseKey', async () => {
  expect(await press({ order: async () => order })).toMatchInlineSnapshot(
    `"\`order\` is a function and there is no \`purchaseKey\`, so nothing tells whether two clicks buy the same. Pass what your server prices by, such as purchaseKey={[planId]}. [invalid_configuration]"`,
  );
});

it('an order of useCheckout that is waited for, without a purchaseKey', async () => {
  installSdk();
  await renderBilling(<Checkout order={async () => order} />);
  await click();
  expect(said()).toMatchInlineSnapshot(
    `"\`order\` is a function and there is no \`purchaseKey\`, so nothing tells whether two clicks buy the same. Pass what your server prices by, such as purchaseKey={[planId]}. [invalid_configuration]"`,
  );
});

it('an order function that fails', async () => {
  const slip = { order: () => Promise.reject(new TypeError('plan is undefined')), purchaseKey: ['basic'] };
  expect(await press(slip)).toMatchInlineSnapshot(
    `"order threw TypeError: plan is undefined. No window was opened, and the customer reads that the order could not be made. Correct the function given as order (the whole error is in error.cause). The next click calls it again."`,
  );
});

/** The kit's page half, and the server that answers it. */
async function pressWithApi(answer: () => Response): Promise<string> {
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer());
  onTestFinished(() => fetch.mockRestore());
  const api = billingApi('/api/billing');
  return press({ order: api.order('basic'), purchaseKey: ['basic'], charge: undefined }, { api });
}

it('an api where nothing is mounted', async () => {
  expect(await pressWithApi(() => new Response('Not found', { status: 404 }))).toMatchInlineSnapshot(
    `"order threw BillingApiError: POST /api/billing/orders answered HTTP 404, and not as react-billing-key/server does. Is it mounted there? No window was opened, and the customer reads that the order could not be made. The whole error is in error.cause."`,
  );
});

it('an api that nobody is signed in at', async () => {
  const error = { code: 'not_signed_in', message: 'Nobody is signed in: customerOf answered no customer.' };
  expect(await pressWithApi(() => Response.json({ error }, { status: 401 }))).toMatchInlineSnapshot(
    `"order threw BillingApiError: Nobody is signed in: customerOf answered no customer. No window was opened, and the customer reads that the order could not be made. See docs/errors/server/not_signed_in.md."`,
  );
});

it('nothing, with an api whose gateway is away', async () => {
  const error = { code: 'gateway_unavailable', message: 'The payment gateway can’t be reached.' };
  expect(await pressWithApi(() => Response.json({ error }, { status: 503 }))).toBe('');
});

it('a redirectUrl without a host', async () => {
  expect(await press({ order: { ...order, redirectUrl: '/return' } })).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: redirectUrl: must be an absolute http(s) address. [invalid_request]"`,
  );
});

it('an id that two buttons have', async () => {
  installSdk();
  const one = <SubscribeCardButton id="checkout" pg="kcp_billing" order={order} charge={async () => 'paid'} />;
  await renderBilling([<div key="1">{one}</div>, <div key="2">{one}</div>]);
  await vi.waitUntil(() => vi.mocked(console.error).mock.calls.length > 0);
  expect(said()).toMatchInlineSnapshot(
    `"Two mounted hooks or buttons have the id "checkout". Each runs its own charge, and both show the attempt of whichever was clicked last, so that a customer reads about another purchase than the one in front of them. Give each an id of its own."`,
  );
});

it('two buttons for one purchase, without an id', async () => {
  installSdk();
  await renderBilling([<div key="1">{button}</div>, <div key="2">{button}</div>]);
  expect(said()).toMatchInlineSnapshot(
    `"Two places on this page register at kcp_billing, for the same order or for any, and have no id. After a return from the PG's page on a phone the first of them shows the result and runs its charge, whichever was clicked. Give each useBillingKey or button an id of its own, the same on every load of the page."`,
  );
});

it('another userCode than the page began with', async () => {
  installSdk();
  const screen = await renderBilling(button);
  await screen.rerender(inProvider(button, { userCode: 'imp11111111' }));
  expect(said()).toMatchInlineSnapshot(
    `"<BillingProvider> got another userCode than it began with, and goes on with the first: the SDK serves one merchant a page load. Keep it constant, or reload the page to change it."`,
  );
});

const v2Order = { name: 'Basic', amount: 9900 };
const v2 = (storeId: string, channelKey: Slip, pg = 'kcp_v2') => (
  <QueryClientProvider client={new QueryClient()}>
    <BillingProviderV2 storeId={storeId} preload="manual">
      <SubscribeCardButtonV2 pg={pg as 'kcp_v2'} channelKey={channelKey} order={v2Order} charge={async () => 'paid'} />
    </BillingProviderV2>
  </QueryClientProvider>
);

it('V2: no storeId', async () => {
  expect(await thrownBy(v2('', 'channel-key-1'))).toMatchInlineSnapshot(
    `"storeId is missing, so the SDK can’t know the merchant. Pass the store id of the PortOne console (store-…). [invalid_configuration]"`,
  );
});

it('V2: a storeId that is a user code', async () => {
  expect(await thrownBy(v2('imp00000000', 'channel-key-1'))).toMatchInlineSnapshot(
    `"storeId is "imp00000…", which is no store's. That is V1's user code: with it, import from 'react-billing-key' and pass userCode. For V2 pass storeId="store-…" as the PortOne console shows it (상점 아이디). [invalid_configuration]"`,
  );
});

it('V2: no channelKey', async () => {
  await render(v2('store-1', undefined));
  await click();
  expect(said()).toMatchInlineSnapshot(
    `"The order can’t be sent, and nothing was opened. Correct: channelKey: is required. [invalid_request]"`,
  );
});
