import { expect, userEvent, waitFor } from 'storybook/test';
import { charge } from '../.storybook/environment/backend.js';
import { recordAnnouncements } from '../.storybook/environment/recordAnnouncements.js';
import { sampleIn } from '../.storybook/environment/sampleData.js';
import { environment } from '../.storybook/environment/startEnvironment.js';
import preview from '../.storybook/preview.js';
import { SubscribeCardButton } from '../src/index.js';
import { MethodsAndTerms } from './patterns/MethodsAndTerms.js';

const meta = preview.meta({ title: 'Accessibility/Played as tests', parameters: { controls: { disable: true } } });

const { order } = sampleIn('ko');
const button = () => <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} />;

/** The whole way with a keyboard: method, terms, button, and the focus never lost. */
export const KeyboardOnly = meta.story({
  parameters: { environment: { ui: false } },
  render: () => <MethodsAndTerms />,
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
    await environment().imp.nextRequest();
    await expect(trigger).toHaveFocus();
    await environment().imp.issue();
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'succeeded'));
    await expect(trigger).toHaveFocus();
  },
});

/** Text at 200 % on a narrow phone: it wraps, and nothing is cut or reaches over the edge. */
export const LargeText = meta.story({
  parameters: { environment: { ui: false } },
  globals: { text: 'double', device: 'desktop' },
  render: () => (
    <div style={{ inlineSize: '320px' }} data-testid="narrow">
      <MethodsAndTerms />
    </div>
  ),
  async play({ canvas }) {
    const narrow = canvas.getByTestId('narrow');
    await expect(canvas.getAllByRole('button')[0]).toHaveStyle({ fontSize: '34px' });
    const wide = [...narrow.querySelectorAll('*')].filter((element) => element.scrollWidth > 320);
    await expect(wide).toEqual([]);
  },
});

/** Effects run twice; one click is one window and one charge. */
export const InStrictMode = meta.story({
  parameters: { environment: { ui: false } },
  globals: { strict: 'on' },
  render: button,
  async play({ canvas }) {
    const trigger = canvas.getByRole('button');
    await userEvent.click(trigger);
    await environment().imp.nextRequest();
    await environment().imp.issue();
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'succeeded'));
    await expect(environment().imp.requests).toHaveLength(1);
  },
});

/** A charge that fails and is tried again: everything is said, and nothing twice. */
export const AnnouncedOnce = meta.story({
  parameters: { environment: { ui: false, window: 'issued', charge: 'declined' } },
  globals: { locale: 'ko' },
  render: button,
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
    await expect(others.filter((text) => /완료되지 않았어요/.test(text))).toHaveLength(1);
  },
});

/** The payment window takes the focus; when it goes, the button has it again. */
export const FocusReturns = meta.story({
  parameters: { environment: {} },
  globals: { outcome: 'byHand' },
  render: button,
  async play({ canvasElement }) {
    const trigger = canvasElement.querySelector<HTMLElement>('[data-rbk=trigger]') as HTMLElement;
    await userEvent.click(trigger);
    const close = await waitFor(() => {
      const frame = [...document.querySelectorAll('.imp-dialog *')].find(({ shadowRoot }) => shadowRoot !== null);
      const found = frame?.shadowRoot?.querySelector<HTMLElement>('.close');
      if (!found) throw new Error('The payment window is not there yet.');
      return found;
    });
    await expect(trigger).not.toHaveFocus();
    close.click();
    await waitFor(() => expect(trigger).toHaveAttribute('data-status', 'cancelled'));
    await waitFor(() => expect(trigger).toHaveFocus());
  },
});
