import { expect, userEvent } from 'storybook/test';
import { sampleIn } from '../../.storybook/environment/sampleData.js';
import preview from '../../.storybook/preview.js';
import { BillingKey, Consent } from '../../src/index.js';

interface Context {
  readonly globals: Record<string, unknown>;
}

const terms = [
  { id: 'billing', version: '2026-09', required: true },
  { id: 'privacy', version: '2026-09', required: true },
  { id: 'news' },
];

function withTerms(agreed: readonly string[]) {
  return (_: unknown, { globals }: Context) => {
    const { billing, privacy, news } = sampleIn(globals.locale).terms;
    return (
      <Consent.Root terms={terms} defaultValue={agreed}>
        <Consent.All />
        <Consent.Item value="billing">{billing}</Consent.Item>
        <Consent.Link term={billing} href="#billing" />
        <Consent.Item value="privacy">{privacy}</Consent.Item>
        <Consent.Link term={privacy} href="#privacy" />
        <Consent.Item value="news">{news}</Consent.Item>
      </Consent.Root>
    );
  };
}

const meta = preview.meta({
  title: 'Parts/Consent',
  tags: ['autodocs'],
  component: Consent.Root,
  subcomponents: { All: Consent.All, Item: Consent.Item, Link: Consent.Link, Indicator: Consent.Indicator },
  parameters: { held: true, controls: { disable: true } },
  globals: { outcome: 'byHand', network: 'fast' },
  render: withTerms([]),
});

export const Default = meta.story({});
export const SomeAgreed = meta.story({ render: withTerms(['billing']) });
export const AllAgreed = meta.story({ render: withTerms(['billing', 'privacy', 'news']) });

/** A mark of your own. */
export const OwnIndicator = meta.story({
  render: (_, { globals }) => (
    <Consent.Root defaultValue={['billing']}>
      <Consent.Item value="billing" required>
        <Consent.Indicator /> <strong>{sampleIn(globals.locale).terms.billing}</strong>
      </Consent.Item>
    </Consent.Root>
  ),
});

/** "Agree to all" covers the optional ones, and takes everything back. */
export const AgreeToAll = meta.story({
  tags: ['!autodocs'],
  async play({ canvas }) {
    const [all, ...items] = canvas.getAllByRole('checkbox');
    if (!all) throw new Error('no checkbox');
    await userEvent.click(all);
    for (const item of items) await expect(item).toBeChecked();
    await userEvent.click(items[0] as HTMLElement);
    await expect(all).toBePartiallyChecked();
    await userEvent.click(all);
    await userEvent.click(all);
    for (const item of items) await expect(item).not.toBeChecked();
  },
});

/** A click before the required terms are agreed to: it is said, the focus goes there, no window opens. */
export const Refused = meta.story({
  tags: ['!autodocs'],
  render: (args, context) => {
    const { order } = sampleIn(context.globals.locale);
    return (
      <BillingKey.Root className="stack" pg="kcp_billing" order={order} charge={async () => ({})}>
        {withTerms([])(args, context)}
        <BillingKey.Trigger />
        <BillingKey.Status />
      </BillingKey.Root>
    );
  },
  async play({ canvasElement }) {
    const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]');
    const [first] = canvasElement.querySelectorAll<HTMLElement>('[data-rbk] [aria-required=true]');
    if (!trigger || !first) throw new Error('incomplete');
    await userEvent.click(trigger);
    await expect(trigger).toHaveAttribute('data-status', 'idle');
    await expect(first).toHaveFocus();
    await expect(first).toHaveAttribute('aria-invalid', 'true');
    await expect(canvasElement.querySelector('[role=status]')).toHaveTextContent(/필수 약관|required terms/);
    await expect(document.querySelector('.imp-dialog')).toBeNull();
  },
});
