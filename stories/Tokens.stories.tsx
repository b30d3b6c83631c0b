import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { HeldButton } from '../.storybook/environment/HeldAttempt.js';
import { nextCharge, sampleIn } from '../.storybook/environment/sampleData.js';
import preview from '../.storybook/preview.js';
import { Consent, en, ko, OrderSummary, PaymentMethods } from '../src/index.js';
import { contrast, hex } from './docs/contrast.js';
import { pairs, type Token, tokens } from './docs/tokens.js';

interface TokenArgs {
  readonly accent: string;
  readonly radius: number;
  readonly gap: number;
}

type Language = 'ko' | 'en';

const meta = preview.meta({
  title: 'Tokens',
  parameters: { held: true, page: 'board' },
  globals: { outcome: 'byHand', network: 'fast', device: 'desktop' },
});

const themes = ['light', 'dark'] as const;
const text = {
  ko: {
    light: '라이트',
    dark: '다크',
    derived: '강조색에서 만들어짐',
    use: '쓰이는 곳',
    value: '값',
    contrast: '대비',
    enough: '충분해요',
    low: '부족해요',
    code: '이렇게 붙여 넣으세요',
  },
  en: {
    light: 'Light',
    dark: 'Dark',
    derived: 'made of the accent',
    use: 'Use',
    value: 'Value',
    contrast: 'Contrast',
    enough: 'enough',
    low: 'too low',
    code: 'To paste',
  },
} as const;

/** Reads values where the stylesheet works them out: inside of a part. */
function useComputed<T>(read: (style: CSSStyleDeclaration, probe: HTMLElement) => T, deps: unknown) {
  const place = useRef<HTMLSpanElement>(null);
  const [value, setValue] = useState<T>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is new at each render; what it reads depends on `deps`
  useEffect(() => {
    const probe = place.current;
    if (probe) setValue(read(getComputedStyle(probe), probe));
  }, [JSON.stringify(deps)]);
  return [place, value] as const;
}

function Value({ token, look }: { token: Token; look: TokenArgs }) {
  const { name, kind, derived } = token;
  const computedName = derived ? name.replace('--rbk-', '--_') : name;
  const [place, value] = useComputed(
    (style) => (kind === 'color' ? hex(style.backgroundColor) : style.getPropertyValue(name)),
    [look, name],
  );
  return (
    <span className="token-value">
      <span
        ref={place}
        className={kind === 'color' ? 'swatch' : undefined}
        style={kind === 'color' ? { backgroundColor: `var(${computedName})` } : undefined}
      />
      <code>{value || 'inherit'}</code>
    </span>
  );
}

function Pair({ pair, look, language }: { pair: (typeof pairs)[number]; look: TokenArgs; language: Language }) {
  const [place, ratio] = useComputed((style) => contrast(style.color, style.backgroundColor), [look, pair]);
  const isEnough = ratio === undefined || ratio >= pair.least;
  return (
    <li className="pair">
      <span ref={place} className="pair-sample" style={{ color: pair.of, backgroundColor: pair.on }}>
        {pair.least < 4.5 ? <span className="pair-shape" /> : 'Aa 가'}
      </span>
      <code>{`${bare(pair.of)} / ${bare(pair.on)}`}</code>
      <span data-enough={isEnough}>
        {ratio?.toFixed(1)} {isEnough ? '' : `⚠ ${text[language].low} (${pair.least})`}
      </span>
    </li>
  );
}

const bare = (value: string) => value.replace(/var\(--(rbk-|_)(.*)\)/, '$2');

/** A checkout that wears the tokens. */
function Sample({ language }: { language: Language }) {
  const { order, terms } = sampleIn(language);
  const locale = language === 'ko' ? ko : en;
  return (
    <div className="stack">
      <OrderSummary order={order} period="month" nextCharge={nextCharge} />
      <PaymentMethods.Root pgs={['kcp_billing', 'kakaopay']} defaultValue="kcp_billing" />
      <Consent.Root defaultValue={['billing']}>
        <Consent.Item value="billing" required>
          {terms.billing}
        </Consent.Item>
      </Consent.Root>
      <HeldButton state="idle" locale={locale} />
      <HeldButton state="chargeFailed" locale={locale} />
      <HeldButton state="succeeded" locale={locale} />
    </div>
  );
}

/** Every custom property: change the three that matter most in the controls, and see what becomes of the rest. */
export const AllTokens = meta.story({
  name: 'All tokens',
  args: { accent: '', radius: 12, gap: 8 } satisfies TokenArgs,
  argTypes: {
    accent: { control: 'color', description: '`--rbk-accent`' },
    radius: { control: { type: 'range', min: 0, max: 28 }, description: '`--rbk-radius`' },
    gap: { control: { type: 'range', min: 0, max: 24 }, description: '`--rbk-gap`' },
  },
  render: (args, { globals }) => {
    const look = args as unknown as TokenArgs;
    const language = globals.locale === 'ko' ? 'ko' : 'en';
    const changed: [string, string][] = [
      ...(look.accent ? [['--rbk-accent', look.accent] as [string, string]] : []),
      ...(look.radius === 12 ? [] : [['--rbk-radius', `${look.radius}px`] as [string, string]]),
      ...(look.gap === 8 ? [] : [['--rbk-gap', `${look.gap}px`] as [string, string]]),
    ];
    const style = Object.fromEntries(changed) as CSSProperties;
    const words = text[language];
    return (
      <div className="tokens" style={style} lang={language}>
        <pre className="token-code">
          {changed.length > 0
            ? `:root {\n${changed.map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}`
            : ':root { }'}
        </pre>
        <div className="token-samples">
          {themes.map((theme) => (
            <div key={theme} className="board-cell" data-theme={theme}>
              <Sample language={language} />
              <ul className="rbk-root pairs" aria-label={words.contrast}>
                {pairs.map((pair) => (
                  <Pair key={pair.of + pair.on} pair={pair} look={look} language={language} />
                ))}
              </ul>
            </div>
          ))}
        </div>
        <div className="token-rows">
          {tokens.map((token) => (
            <div key={token.name} className="token-row">
              <div>
                <code>{token.name}</code>
                <p className="muted">
                  {token[language]}
                  {token.derived && ` (${words.derived})`}
                </p>
              </div>
              {themes.map((theme) => (
                <div key={theme} className="board-cell rbk-root" data-theme={theme}>
                  <Value token={token} look={look} />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    );
  },
});
