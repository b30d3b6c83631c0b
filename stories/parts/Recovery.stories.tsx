import { useEffect, useRef, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { charge } from '../../.storybook/environment/backend.js';
import { sampleIn } from '../../.storybook/environment/sampleData.js';
import preview from '../../.storybook/preview.js';
import { BillingKey, useBillingKey } from '../../src/index.js';

interface Context {
  readonly globals: Record<string, unknown>;
}

/** Leaves a registered card whose charge failed, and goes away, as a customer does who closes the tab. */
function LeftBehind({ locale, onLeft }: { locale: unknown; onLeft: () => void }) {
  const { order } = sampleIn(locale);
  // A charge that never ends, as in one of these stories, would hold up the next one of the same purchase.
  const [purchaseKey] = useState(() => crypto.randomUUID());
  const { issue, canRetryCharge } = useBillingKey({ pg: 'kcp_billing', order, purchaseKey, charge });
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!hasBegun.current) void issue();
    hasBegun.current = true;
  }, [issue]);
  useEffect(() => {
    if (canRetryCharge) onLeft();
  }, [canRetryCharge, onLeft]);
  return null;
}

function Page({ locale, charge: again }: { locale: unknown; charge: () => Promise<unknown> }) {
  const [isLeft, setLeft] = useState(false);
  return isLeft ? <BillingKey.Recovery charge={again} /> : <LeftBehind locale={locale} onLeft={() => setLeft(true)} />;
}

const pageWith =
  (again: () => Promise<unknown>) =>
  (_: unknown, { globals }: Context) => <Page locale={globals.locale} charge={again} />;
const never = () => new Promise<never>(() => {});
const declined = () => Promise.reject(new Error('declined'));

const meta = preview.meta({
  title: 'Parts/Recovery',
  component: BillingKey.Recovery,
  subcomponents: { RecoveryItem: BillingKey.RecoveryItem },
  parameters: {
    environment: { ui: false, window: 'issued', charge: 'declined' },
    controls: { disable: true },
  },
  globals: { outcome: 'chargeDeclined' },
  render: pageWith(() => Promise.resolve({})),
});

async function pending(canvasElement: HTMLElement): Promise<HTMLElement> {
  return within(canvasElement).findByRole('listitem', {}, { timeout: 15_000 });
}

async function pressCharge({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const [button] = within(await pending(canvasElement)).getAllByRole('button');
  await userEvent.click(button as HTMLElement);
}

const idle = {
  play: async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await expect(await pending(canvasElement)).toHaveAttribute('data-status', 'idle');
  },
};
const charging = {
  render: pageWith(never),
  play: async (context: { canvasElement: HTMLElement }) => {
    await pressCharge(context);
    await waitFor(async () => expect(await pending(context.canvasElement)).toHaveAttribute('data-status', 'charging'));
  },
};
const failed = {
  render: pageWith(declined),
  play: async (context: { canvasElement: HTMLElement }) => {
    await pressCharge(context);
    await waitFor(async () => expect(await pending(context.canvasElement)).toHaveAttribute('data-status', 'failed'));
  },
};
const finished = {
  play: async (context: { canvasElement: HTMLElement }) => {
    await pressCharge(context);
    await waitFor(() => expect(within(context.canvasElement).queryByRole('listitem')).toBeNull());
  },
};

export const Idle = meta.story(idle);
export const Charging = meta.story(charging);
export const Failed = meta.story(failed);
/** Nothing is left of it once the charge went through. */
export const Finished = meta.story(finished);
