import { useEffect, useRef, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { BillingKey, useBillingKey } from '../../src/index.js';
import { charge } from '../world/api.js';
import { order } from '../world/order.js';

/** Leaves a registered card whose charge failed, and goes away, as a customer does who closes the tab. */
function LeftBehind({ onLeft }: { onLeft: () => void }) {
  const { issue, canRetryCharge } = useBillingKey({ pg: 'kcp_billing', order, charge });
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

function Page({ charge: again }: { charge: () => Promise<unknown> }) {
  const [isLeft, setLeft] = useState(false);
  return isLeft ? <BillingKey.Recovery charge={again} /> : <LeftBehind onLeft={() => setLeft(true)} />;
}

const never = () => new Promise<never>(() => {});
const declined = () => Promise.reject(new Error('declined'));

const meta = preview.meta({
  title: 'Parts/Recovery',
  parameters: { world: { ui: false, window: 'issued', charge: 'declined' } },
  render: () => <Page charge={() => Promise.resolve({})} />,
});

async function pending(canvasElement: HTMLElement): Promise<HTMLElement> {
  return within(canvasElement).findByRole('listitem', {}, { timeout: 5000 });
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
  render: () => <Page charge={never} />,
  play: async (context: { canvasElement: HTMLElement }) => {
    await pressCharge(context);
    await waitFor(async () => expect(await pending(context.canvasElement)).toHaveAttribute('data-status', 'charging'));
  },
};
const failed = {
  render: () => <Page charge={declined} />,
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
const en = { globals: { locale: 'en' } } as const;

export const Idle = meta.story(idle);
export const IdleEn = meta.story({ ...idle, ...en });
export const Charging = meta.story(charging);
export const ChargingEn = meta.story({ ...charging, ...en });
export const Failed = meta.story(failed);
export const FailedEn = meta.story({ ...failed, ...en });
/** Nothing is left of it once the charge went through. */
export const Finished = meta.story(finished);
