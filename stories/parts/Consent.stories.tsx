import { expect, userEvent } from 'storybook/test';
import preview from '../../.storybook/preview.js';
import { BillingKey, Consent } from '../../src/index.js';
import { charge } from '../world/api.js';
import { order } from '../world/order.js';
import { world } from '../world/startWorld.js';
import { termsIn } from '../world/terms.js';

function Terms({ locale, agreed = [] }: { locale: 'ko' | 'en'; agreed?: string[] }) {
  const { billing, privacy, news } = termsIn[locale];
  return (
    <Consent.Root defaultValue={agreed}>
      <Consent.All />
      <Consent.Item value="billing" required>
        {billing}
      </Consent.Item>
      <Consent.Link term={billing} href="#billing" />
      <Consent.Item value="privacy" required>
        {privacy}
      </Consent.Item>
      <Consent.Link term={privacy} href="#privacy" />
      <Consent.Item value="news">{news}</Consent.Item>
    </Consent.Root>
  );
}

const meta = preview.meta({
  title: 'Parts/Consent',
  tags: ['autodocs'],
  render: (_, { globals }) => <Terms locale={globals.locale === 'en' ? 'en' : 'ko'} />,
});

export const Default = meta.story({});
export const English = meta.story({ globals: { locale: 'en' } });
export const SomeAgreed = meta.story({ render: () => <Terms locale="ko" agreed={['billing']} /> });
export const AllAgreed = meta.story({ render: () => <Terms locale="ko" agreed={['billing', 'privacy', 'news']} /> });

/** "Agree to all" covers the optional ones, and takes everything back. */
export const AgreeToAll = meta.story({
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

function refused(locale: 'ko' | 'en') {
  return {
    globals: { locale },
    parameters: { world: { ui: false } },
    render: () => (
      <BillingKey.Root className="stack" pg="kcp_billing" order={order} charge={charge} onUnmount="cancel">
        <Terms locale={locale} />
        <BillingKey.Trigger />
        <BillingKey.Status />
      </BillingKey.Root>
    ),
    play: async ({ canvasElement }: { canvasElement: HTMLElement }) => {
      const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]');
      const [first] = canvasElement.querySelectorAll<HTMLElement>('[data-rbk] [aria-required=true]');
      if (!trigger || !first) throw new Error('incomplete');
      await userEvent.click(trigger);
      await expect(trigger).toHaveAttribute('data-status', 'idle');
      await expect(first).toHaveFocus();
      await expect(first).toHaveAttribute('aria-invalid', 'true');
      await expect(canvasElement.querySelector('[role=status]')).toHaveTextContent(/필수 약관|required terms/);
      await expect(world().imp.requests).toHaveLength(0);
    },
  };
}

/** A click before the required terms are agreed to: it is said, the focus goes there, no window opens. */
export const Refused = meta.story(refused('ko'));
export const RefusedEn = meta.story(refused('en'));
