import { expect, userEvent } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { PaymentMethods } from '../../src/index.js';

const pgs = ['kcp_billing', 'kakaopay', 'naverpay', 'payco'] as const;

const meta = preview.meta({
  title: 'Parts/PaymentMethods',
  tags: ['autodocs'],
  component: PaymentMethods.Root,
  subcomponents: { Item: PaymentMethods.Item, Indicator: PaymentMethods.Indicator },
  parameters: { held: true, controls: { disable: true } },
  globals: { outcome: 'byHand', network: 'fast' },
  render: () => <PaymentMethods.Root pgs={pgs} defaultValue="kcp_billing" />,
});

export const Default = meta.story({});
export const NothingChosen = meta.story({ render: () => <PaymentMethods.Root pgs={pgs} /> });
/** The last one fills its line. */
export const Three = meta.story({
  render: () => <PaymentMethods.Root pgs={['kcp_billing', 'kakaopay', 'naverpay']} defaultValue="kakaopay" />,
});
/** Every PG that issues a billing key. Where two are called the same, the contract's name tells them apart. */
export const AllPgs = meta.story({ render: () => <PaymentMethods.Root /> });

/** Your own marks, and what is chosen, by state. */
export const OwnMarks = meta.story({
  render: () => (
    <PaymentMethods.Root pgs={pgs} defaultValue="kakaopay">
      <PaymentMethods.Item value="kcp_billing">
        <PaymentMethods.Indicator>{({ isChecked }) => (isChecked ? '●' : '○')}</PaymentMethods.Indicator>💳 Card
      </PaymentMethods.Item>
      <PaymentMethods.Item value="kakaopay">
        {({ names, isChecked }) => (isChecked ? `${names.en} ✓` : names.en)}
      </PaymentMethods.Item>
    </PaymentMethods.Root>
  ),
});

/** The arrow keys move and choose, round and round; Tab stops once. */
export const ArrowKeys = meta.story({
  tags: ['!autodocs'],
  async play({ canvas }) {
    const [first, second] = canvas.getAllByRole('radio');
    const last = canvas.getAllByRole('radio').at(-1);
    await userEvent.tab();
    await expect(first).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    await expect(second).toHaveFocus();
    await expect(second).toBeChecked();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect(last).toBeChecked();
    await userEvent.keyboard('{ArrowDown}');
    await expect(first).toBeChecked();
    await userEvent.tab();
    await expect(document.body).toHaveFocus();
  },
});

/** Left and right are where they are seen. */
export const RightToLeft = meta.story({
  tags: ['!autodocs'],
  render: () => (
    <div dir="rtl">
      <PaymentMethods.Root pgs={pgs} defaultValue="kcp_billing" />
    </div>
  ),
  async play({ canvas }) {
    const [, second] = canvas.getAllByRole('radio');
    await userEvent.tab();
    await userEvent.keyboard('{ArrowLeft}');
    await expect(second).toBeChecked();
  },
});
