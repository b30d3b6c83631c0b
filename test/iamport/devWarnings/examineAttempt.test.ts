import { describe, expect, it, vi } from 'vitest';
import { examineAttempt } from '../../../src/iamport/devWarnings/examineAttempt.js';
import { customPg } from '../../../src/iamport/pg/customPg.js';
import type { PgDecision } from '../../../src/iamport/pg/decidePg.js';
import { listPgs } from '../../../src/iamport/pg/listPgs.js';
import { warnings } from '../../core/support/warnings.js';

const said = warnings();
const undocumented = listPgs().find(({ confidence }) => confidence === 'low')?.code ?? 'none';

type Settings = Parameters<typeof examineAttempt>[0];

function examine(settings: Settings, decision: Partial<PgDecision> = {}): string[] {
  examineAttempt(settings, {
    code: 'kcp_billing',
    payMethod: 'card',
    chargedAtIssue: false,
    ...decision,
  } as PgDecision);
  return said();
}

function scripts(...addresses: string[]): void {
  vi.stubGlobal('document', { scripts: addresses.map((src) => ({ src })) });
}

describe('what an attempt asks of its PG', () => {
  it('is not in today’s documents', () => {
    const says = (code: string) =>
      `Today's documents don't describe how ${code} issues a billing key. What this package does with it comes from older ` +
      'or thinner sources, and is the careful choice where they differ. Ask PortOne before you offer it, try it with a ' +
      'test channel, and see docs/pg.md for what is known; customPg() takes your own description.';
    const decision = { code: undocumented as PgDecision['code'] };
    expect(examine({ pg: undocumented } as Settings, decision)).toEqual([says(undocumented)]);
    const others = listPgs().filter(({ confidence, code }) => confidence === 'low' && code !== undocumented);
    for (const { code } of others) examine({ pg: code } as Settings, { code });
    expect(said()).toHaveLength(1 + others.length);
  });

  it.each(['kcp_billing', 'not-a-pg'])('is, or is no business of ours: %s', (pg) => {
    expect(examine({ pg } as Settings)).toEqual([]);
  });

  it('is what somebody described by hand', () => {
    const decision = { code: undocumented as PgDecision['code'] };
    expect(examine({ pg: customPg({ code: undocumented }) } as Settings, decision)).toEqual([]);
  });

  it('is a phone bill that is charged at once', () => {
    const says =
      'Registering a phone bill at danal takes the money at once. The carriers allow later charges only once a month, ' +
      "around the first one's day, and most PGs only at the first one's amount: others are refused. Offer phone bills for " +
      'plans with one price and a monthly date, and register again when the price changes. See docs/pg.md.';
    const pg = 'danal';
    expect(examine({ pg }, { code: pg, payMethod: 'phone', chargedAtIssue: false })).toEqual([]);
    expect(examine({ pg }, { code: pg, payMethod: 'card', chargedAtIssue: true })).toEqual([]);
    expect(examine({ pg }, { code: pg, payMethod: 'phone', chargedAtIssue: true })).toEqual([says]);
    expect(examine({ pg }, { code: 'mobilians', payMethod: 'phone', chargedAtIssue: true })).toHaveLength(2);
  });

  it('goes to a channel by the PG’s name alone, with the current SDK', () => {
    scripts('https://cdn.iamport.kr/js/iamport.payment-1.2.0.js', 'https://shop.example/app.js');
    expect(examine({ pg: 'kcp_billing' })).toEqual([]);
    scripts('https://shop.example/app.js', 'https://cdn.iamport.kr/v1/iamport.js');
    expect(examine({ pg: 'kcp_billing', channelKey: 'channel-key-1' })).toEqual([]);
    expect(examine({ pg: 'kcp_billing' })).toEqual([
      'The channel is chosen by pg "kcp_billing" alone. The current SDK deprecates that: with two channels of one PG it ' +
        'takes whichever it finds, and with none the default one, without a word. Give channelKey too (PortOne console, ' +
        '연동 관리); pg goes on naming the rules.',
    ]);
    expect(examine({ pg: 'kcp_billing' })).toHaveLength(1);
  });

  it('may be asked where there is no page', () => {
    expect(examine({ pg: 'kcp_billing' })).toEqual([]);
  });
});
