import { expect, userEvent, waitFor } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { OrderSummary, SubscribeCardButton } from '../../src/index.js';
import { charge } from '../world/api.js';
import { nextCharge, order } from '../world/order.js';
import { recordAnnouncements } from '../world/recordAnnouncements.js';
import { world } from '../world/startWorld.js';
import { InADialog as Dialog } from './InADialog.js';
import { MethodsAndConsents as Methods } from './MethodsAndConsents.js';
import { MultiStep as Steps } from './MultiStep.js';
import { SavedCards as Cards } from './SavedCards.js';
import { WithoutComponents as Hook } from './WithoutComponents.js';

const meta = preview.meta({ title: 'Checkouts', parameters: { docs: { story: { height: '560px' } } } });
const en = { globals: { locale: 'en' } } as const;

/** The least that makes a checkout. */
export const OneButton = meta.story({
  render: () => (
    <div className="stack">
      <OrderSummary order={order} period="month" nextCharge={nextCharge} />
      <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} chargeTimeout={4000} onUnmount="cancel" />
    </div>
  ),
});
export const OneButtonEn = OneButton.extend(en);

/** Choose a method, agree, subscribe. */
export const MethodsAndConsents = meta.story({ render: () => <Methods /> });
export const MethodsAndConsentsEn = meta.story({ ...en, render: () => <Methods locale="en" /> });

/**
 * Not a modal `<dialog>`: the browser's top layer would lie over the payment window, and make it inert. See the checklist.
 */
export const InADialog = meta.story({ render: () => <Dialog /> });
export const MultiStep = meta.story({ render: () => <Steps /> });
export const SavedCards = meta.story({ render: () => <Cards /> });
/** `useCheckout()` with elements of one's own, and none of ours. */
export const WithoutComponents = meta.story({ render: () => <Hook /> });

const unseen = { world: { ui: false } };

/** The whole way with a keyboard: method, terms, button, and the focus never lost. */
export const KeyboardOnly = meta.story({
  parameters: unseen,
  render: () => <Methods />,
  async play({ canvas, canvasElement }) {
    const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]');
    await userEvent.tab();
    await expect(canvas.getAllByRole('radio')[0]).toHaveFocus();
    await userEvent.tab();
    await expect(canvas.getAllByRole('checkbox')[0]).toHaveFocus();
    await userEvent.keyboard(' ');
    for (const box of canvas.getAllByRole('checkbox')) await expect(box).toBeChecked();
    // Three terms, and the links to the texts of two.
    for (let stop = 0; stop < 6; stop++) await userEvent.tab();
    await expect(trigger).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await world().imp.nextRequest();
    await expect(trigger).toHaveFocus();
    await world().imp.issue();
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'succeeded'));
    await expect(trigger).toHaveFocus();
  },
});

/** A charge that fails and is tried again: everything is said, and nothing twice. */
export const AnnouncedOnce = meta.story({
  parameters: { world: { ui: false, window: 'issued', charge: 'declined' } },
  render: () => <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} onUnmount="cancel" />,
  async play({ canvasElement }) {
    const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]') as HTMLElement;
    const texts = recordAnnouncements(canvasElement);
    await userEvent.click(trigger);
    await waitFor(() => expect(trigger).toHaveAttribute('data-error', 'charge_failed'));
    await userEvent.click(trigger);
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'succeeded'));
    await waitFor(() => expect(texts.at(-1)).toMatch(/구독을 시작했어요/));
    const charging = texts.filter((text) => /닫지 말아/.test(text));
    // Said at each of the two charges, once.
    await expect(charging).toHaveLength(2);
    const others = texts.filter((text) => !charging.includes(text));
    await expect(new Set(others).size).toBe(others.length);
    await expect(others.filter((text) => /마치지 못했어요/.test(text))).toHaveLength(1);
  },
});

/** The payment window takes the focus; when it goes, the button has it again. */
export const FocusReturns = meta.story({
  parameters: { world: {} },
  globals: { outcome: 'byHand' },
  render: () => <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} onUnmount="cancel" />,
  async play({ canvasElement }) {
    const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]') as HTMLElement;
    await userEvent.click(trigger);
    const close = await waitFor(() => {
      const frame = [...document.querySelectorAll('.imp-dialog *')].find(({ shadowRoot }) => shadowRoot !== null);
      const button = frame?.shadowRoot?.querySelector<HTMLElement>('.close');
      if (!button) throw new Error('The payment window is not there yet.');
      return button;
    });
    await expect(trigger).not.toHaveFocus();
    close.click();
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'cancelled'));
    await waitFor(() => expect(trigger).toHaveFocus());
  },
});
