import { expect, userEvent } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { PaymentMethods } from '../../src/index.js';

const pgs = ['kcp_billing', 'kakaopay', 'naverpay', 'payco'] as const;

const meta = preview.meta({
  title: 'Parts/PaymentMethods',
  tags: ['autodocs'],
  render: () => <PaymentMethods.Root pgs={pgs} defaultValue="kcp_billing" />,
});

export const Default = meta.story({});
export const English = meta.story({ globals: { locale: 'en' } });
export const NothingChosen = meta.story({ render: () => <PaymentMethods.Root pgs={pgs} /> });

/** Everything that issues a billing key, by name. */
export const AllPgs = meta.story({ render: () => <PaymentMethods.Root /> });
export const AllPgsEn = meta.story({ render: () => <PaymentMethods.Root />, globals: { locale: 'en' } });

/** Your own marks, and which one is chosen, by state. */
export const OwnMarks = meta.story({
  render: () => (
    <PaymentMethods.Root pgs={pgs} defaultValue="kakaopay">
      <PaymentMethods.Item value="kcp_billing">💳 신용·체크카드</PaymentMethods.Item>
      <PaymentMethods.Item value="kakaopay">
        {({ names, isChecked }) => (isChecked ? `${names.ko}로 결제해요` : names.ko)}
      </PaymentMethods.Item>
    </PaymentMethods.Root>
  ),
});

/** The arrow keys move and choose, round and round; Tab stops once. */
export const ArrowKeys = meta.story({
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
