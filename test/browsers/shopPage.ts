import { ko } from '../../src/core/messages/ko.js';
import { fakeCards } from '../../src/testing/index.js';
import { windowTexts } from '../../src/testing/window/windowTexts.js';
import type { Tab, Target } from './driver.js';
import { eventually } from './eventually.js';
import type { Network } from './network.js';

/** All that the cases know of the example's page. */
const texts = {
  resume: '이어서 결제하기',
  receipt: '결제됐어요',
  owned: '이미 이용 중인 구독이 있어요',
} as const;

/** A request of the page that has a key charged. */
export const chargeRequest = /\/api\/billing\/charges$/;
/** The address that a phone comes back to. */
export const returnAddress = /[?&]imp_uid=/;
export const paymentPage = /fake-payment-page\.html/;
export const sdkScript = /fake-iamport\.js/;
/** What tells the page which PG the shop sells with. */
export const shopConfig = /\/api\//;

const inWindow = windowTexts.ko;
const register: Target = { role: 'button', name: inWindow.register, exact: true };
const receipt: Target = { role: 'heading', name: texts.receipt };
const owned: Target = { role: 'heading', name: texts.owned };

/** The status of the button, as its attribute says. */
export const status = (tab: Tab): Promise<string | null> =>
  tab.evaluate(() => document.querySelector('[data-rbk="trigger"]')?.getAttribute('data-status') ?? null);

export const untilStatus = (tab: Tab, ...wanted: string[]): Promise<string> =>
  eventually(`the button to be ${wanted.join(' or ')}`, async () => {
    const now = await status(tab);
    return now !== null && wanted.includes(now) && now;
  });

/** The button's own words are the library's. */
export const press = (tab: Tab, label: keyof typeof ko.button = 'idle'): Promise<void> =>
  tab.click({ role: 'button', name: ko.button[label], exact: true });

export const pressResume = (tab: Tab): Promise<void> => tab.click({ role: 'button', name: texts.resume });

export const offersToResume = async (tab: Tab): Promise<boolean> =>
  (await tab.text({ role: 'button', name: texts.resume })) !== undefined;

export const untilPaymentWindow = (tab: Tab): Promise<string> =>
  eventually('the payment window', () => tab.text(register));

/** Types a card into the payment window, and sends it off. */
export async function registerCard(tab: Tab): Promise<void> {
  await tab.type({ role: 'textbox', name: inWindow.cardNumber }, fakeCards[0].number);
  await tab.click({ role: 'checkbox', name: inWindow.agree });
  await tab.click(register);
}

/** The whole way, from the button to the receipt. */
export async function subscribe(tab: Tab): Promise<void> {
  await press(tab);
  await registerCard(tab);
  await untilReceipt(tab);
}

export const untilReceipt = (tab: Tab): Promise<string> => eventually('the receipt', () => tab.text(receipt));

/** Nothing is under way on the page: it shows the receipt, a button that does nothing, or that the customer has the subscription. */
export const untilDone = (tab: Tab): Promise<boolean> =>
  eventually('the page to be done', async () => {
    const now = await status(tab);
    if (now !== null) return ['idle', 'failed', 'succeeded'].includes(now);
    return ((await tab.text(receipt)) ?? (await tab.text(owned))) !== undefined;
  });

/** Why the button has failed, as its attribute says. */
export const errorCode = async (tab: Tab): Promise<string | undefined> =>
  (await tab.evaluate(() => document.querySelector('[data-rbk="trigger"]')?.getAttribute('data-error'))) ?? undefined;

/** Whether the page was shown again as it was left; `watchShows` has to run in it. */
export const wasRestored = (tab: Tab): Promise<boolean> =>
  tab.evaluate(() => Reflect.get(window, 'wasRestored') === true);

/**
 * Nothing is under way on the page, and it waits for no answer. Until it has them all, it may show a button to a customer who has
 * the subscription, and Firefox does not keep it when it is left.
 */
export async function untilQuiet(tab: Tab, network: Network): Promise<void> {
  await untilDone(tab);
  await eventually('the page, its fonts and its data', async () => {
    const isLoaded = await tab.evaluate(() => document.readyState === 'complete' && document.fonts.status === 'loaded');
    return isLoaded && network.pending === 0;
  });
}

export function watchShows(): void {
  addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'wasRestored', persisted));
}

/** What the SDK may leave on a page that it took over. */
export const leftovers = (tab: Tab): Promise<string> =>
  tab.evaluate(() => {
    const dialogs = [...document.querySelectorAll('.imp-dialog')].filter(
      (dialog) => getComputedStyle(dialog).display !== 'none',
    );
    return [
      ...(document.body.classList.contains('imp-payment-progress') ? ['progress'] : []),
      ...dialogs.map(() => 'dialog'),
    ].join();
  });
