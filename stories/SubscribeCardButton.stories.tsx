import type { ComponentType, CSSProperties } from 'react';
import { fn } from 'storybook/test';
import { charge } from '../.storybook/environment/backend.js';
import { HeldButton } from '../.storybook/environment/HeldAttempt.js';
import type { HeldStateName } from '../.storybook/environment/heldStates.js';
import { sampleIn } from '../.storybook/environment/sampleData.js';
import preview from '../.storybook/preview.js';
import { type Purpose, SubscribeCardButton } from '../src/index.js';

/** What a designer changes. The last five are not props: they are the page around the button. */
interface ButtonArgs {
  readonly children?: string;
  readonly pg: 'kcp_billing' | 'payco' | 'kakaopay' | 'naverpay';
  readonly purpose: Purpose;
  readonly order: { readonly name?: string; readonly amount: number };
  readonly disabled: boolean;
  readonly onSuccess: () => void;
  readonly onCancel: () => void;
  readonly onError: () => void;
  readonly width: number;
  readonly accent: string;
  readonly radius: number;
  readonly height: number;
  readonly fontSize: number;
}

const page = { table: { category: 'Page around it (not a prop)' } };
const looks: Readonly<Record<string, string>> = {
  accent: '--rbk-accent',
  radius: '--rbk-radius',
  height: '--rbk-button-size',
  fontSize: '--rbk-font-size',
};

const initial: ButtonArgs = {
  children: '',
  pg: 'kcp_billing',
  purpose: 'subscribe',
  order: { amount: 9900 },
  disabled: false,
  onSuccess: fn(),
  onCancel: fn(),
  onError: fn(),
  width: 352,
  accent: '',
  radius: 12,
  height: 52,
  fontSize: 16,
};

const meta = preview.meta({
  title: 'SubscribeCardButton',
  tags: ['autodocs'],
  component: SubscribeCardButton as unknown as ComponentType<ButtonArgs>,
  argTypes: {
    children: {
      control: 'text',
      description: 'The label where a click starts anew. Empty: the words of the language.',
    },
    pg: { control: 'select', options: ['kcp_billing', 'payco', 'kakaopay', 'naverpay'] },
    purpose: { control: 'inline-radio', options: ['subscribe', 'register', 'change'] },
    order: { control: 'object' },
    disabled: { control: 'boolean' },
    width: { control: { type: 'range', min: 240, max: 480, step: 4 }, ...page },
    accent: { control: 'color', description: '`--rbk-accent`, which makes a whole theme', ...page },
    radius: { control: { type: 'range', min: 0, max: 28 }, description: '`--rbk-radius`', ...page },
    height: { control: { type: 'range', min: 44, max: 72 }, description: '`--rbk-button-size`', ...page },
    fontSize: { control: { type: 'range', min: 14, max: 24 }, description: '`--rbk-font-size`', ...page },
  },
  parameters: {
    docs: { source: { transform: (_: string, { args }: { args: ButtonArgs }) => codeOf({ ...initial, ...args }) } },
  },
});

/** Choose an outcome in the toolbar, change what you like in the controls, then press the button. */
export const Playground = meta.story({
  args: initial,
  render: (
    { children, order, width, accent, radius, height, fontSize, disabled, onSuccess, onCancel, onError, pg, purpose },
    { globals },
  ) => {
    const sample = sampleIn(globals.locale).order;
    const style: CSSProperties & Record<string, unknown> = {
      inlineSize: `${width}px`,
      maxInlineSize: '100%',
      ...(accent && { [looks.accent as string]: accent }),
      [looks.radius as string]: `${radius}px`,
      [looks.height as string]: `${height}px`,
      [looks.fontSize as string]: `${fontSize}px`,
    };
    return (
      <div style={style}>
        <SubscribeCardButton
          pg={pg}
          purpose={purpose}
          order={{ ...sample, amount: order.amount, ...(order.name && { name: order.name }) }}
          charge={charge}
          disabled={disabled}
          onSuccess={onSuccess}
          onCancel={onCancel}
          onError={onError}
        >
          {children || undefined}
        </SubscribeCardButton>
      </div>
    );
  },
});

/** A story that stays at a state: the toolbar's outcome and network change nothing in it. */
function held(state: HeldStateName) {
  return {
    parameters: { held: true, controls: { disable: true } },
    globals: { outcome: 'byHand', network: 'fast' },
    args: {} as ButtonArgs,
    render: () => <HeldButton state={state} />,
  };
}

export const Idle = meta.story(held('idle'));
/** The SDK's script is still on its way. Rare: it is loaded with the page. */
export const Loading = meta.story(held('loading'));
/** The payment window is open over the page. */
export const Window = meta.story(held('window'));
/** The page is leaving for the PG's own: on phones, at most PGs. */
export const Redirecting = meta.story(held('redirecting'));
/** The card is registered, and your backend is charging. */
export const Charging = meta.story(held('charging'));
/** The same, while the network is away. It goes on by itself. */
export const Paused = meta.story(held('paused'));
export const Succeeded = meta.story(held('succeeded'));
/** Not an error, and not in red. */
export const Cancelled = meta.story(held('cancelled'));
/** The PG's own sentence stands on a line of its own, unaltered. */
export const Refused = meta.story(held('refused'));
/** The same button charges again, without a window; another card is the second choice. */
export const ChargeFailed = meta.story(held('chargeFailed'));
/** The PG took the money with the key, and your backend could not verify it yet: no other card is offered. */
export const Unverified = meta.story(held('unverified'));
/** An earlier payment's result is not known: the customer is asked before a second one is made. */
export const Unresolved = meta.story(held('unresolved'));
/** The browser wants one more click for the PG's popup. */
export const NeedsClick = meta.story(held('needsClick'));

/** The button as it stands in the playground, as a file that can be pasted into an app. */
function codeOf({ children, pg, purpose, order, disabled, accent, radius, height, fontSize }: ButtonArgs): string {
  const values: [string, string | number | undefined, string][] = [
    ['accent', accent || undefined, accent],
    ['radius', radius === 12 ? undefined : radius, `${radius}px`],
    ['height', height === 52 ? undefined : height, `${height}px`],
    ['fontSize', fontSize === 16 ? undefined : fontSize, `${fontSize}px`],
  ];
  const css = values.filter(([, value]) => value !== undefined).map(([name, , value]) => `  ${looks[name]}: ${value};`);
  const naver = pg === 'naverpay' ? ", buyer: { tel }, naverProductCode: 'basic', naverProductCount: 1" : '';
  const lines = [
    `      pg="${pg}"`,
    purpose !== 'subscribe' && `      purpose="${purpose}"`,
    `      order={{ customerUid, name: '${order.name ?? 'Basic'}', amount: ${order.amount}${naver} }}`,
    '      charge={charge}',
    disabled && '      disabled',
  ].filter(Boolean);
  const end = children ? `    >\n      ${children}\n    </SubscribeCardButton>` : '    />';
  return [
    ...(css.length > 0 ? ['/* in your stylesheet:', ':root {', ...css, '}', '*/'] : []),
    "import { SubscribeCardButton } from 'react-billing-key';",
    "import 'react-billing-key/styles.css';",
    "import { charge } from './api';",
    '',
    `export function Subscribe({ customerUid${naver && ', tel'} }: { customerUid: string${naver && '; tel: string'} }) {`,
    '  return (',
    '    <SubscribeCardButton',
    ...lines,
    end,
    '  );',
    '}',
  ].join('\n');
}
