import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heldStateNames, heldStates } from '../../../.storybook/environment/heldStates.js';
import { pasteable } from '../../../.storybook/environment/pasteable.js';
import type { BillingStatus } from '../../../src/index.js';
import { tokens } from '../../../stories/docs/tokens.js';

/** A status that is added to the union does not compile here until it is listed. */
const statuses = Object.keys({
  idle: true,
  loading: true,
  window: true,
  redirecting: true,
  charging: true,
  succeeded: true,
  cancelled: true,
  failed: true,
} satisfies Record<BillingStatus, true>);

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

describe('stories', () => {
  it('hold a state for every status', () => {
    expect(new Set(Object.values(heldStates).map(({ status }) => status))).toEqual(new Set(statuses));
  });

  it('show every held state as every part shows it', () => {
    const shown = [...read('stories/parts/BillingKey.stories.tsx').matchAll(/everyPart\('(\w+)'\)/g)];
    expect(shown.map(([, name]) => name).sort()).toEqual([...heldStateNames].sort());
  });

  it('have a board with every part', () => {
    const board = read('stories/parts/BillingKey.stories.tsx');
    const parts = ['Trigger', 'Status', 'ErrorMessage', 'RetryCharge', 'AnotherCard', 'Cancel'];
    for (const part of parts) expect(board).toContain(`<BillingKey.${part} `);
    for (const part of ['<PaymentMethods.Root', '<Consent.Root', '<OrderSummary']) expect(board).toContain(part);
  });

  it('explain every custom property of the stylesheet, and no other', () => {
    const css = read('src/styles.css');
    const used = new Set([...css.matchAll(/--rbk-[\w-]+/g)].map(([name]) => name));
    expect(tokens.map(({ name }) => name).sort()).toEqual([...used].sort());
  });

  it('have patterns that import nothing but the package and React', () => {
    const patterns = [...read('stories/patterns/Patterns.stories.tsx').matchAll(/from '\.\/(\w+\.tsx)\?raw'/g)];
    expect(patterns.length).toBeGreaterThan(6);
    for (const [, file] of patterns) {
      const imports = [...read(`stories/patterns/${file}`).matchAll(/from '([^']+)'/g)].map(([, name]) => name);
      for (const name of imports) expect(['react', 'react-billing-key', 'react-billing-key/v2'], file).toContain(name);
    }
  });
});

describe('pasteable()', () => {
  it('makes a file of a story’s code', () => {
    const code =
      '<BillingKey.Root charge={function noRefCheck() {}} pg="kcp_billing">\n  <Consent.Root />\n</BillingKey.Root>';
    expect(pasteable(code)).toBe(`import { BillingKey, Consent } from 'react-billing-key';
import 'react-billing-key/styles.css';
import { charge } from './api';

export function Checkout() {
  return (
    <BillingKey.Root charge={charge} pg="kcp_billing">
      <Consent.Root />
    </BillingKey.Root>
  );
}`);
  });
});
