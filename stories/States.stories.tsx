import { Fragment } from 'react';
import { HeldButton } from '../.storybook/environment/HeldAttempt.js';
import { type HeldStateName, heldStateNames } from '../.storybook/environment/heldStates.js';
import preview from '../.storybook/preview.js';
import { en, ko, type Purpose } from '../src/index.js';

const meta = preview.meta({
  title: 'States',
  parameters: { held: true, page: 'board', controls: { disable: true } },
  globals: { outcome: 'byHand', network: 'fast', device: 'desktop' },
});

const themes = ['light', 'dark'] as const;
const languages = [ko, en];

/** What each state means. */
const meanings: Readonly<Record<HeldStateName, { readonly ko: string; readonly en: string }>> = {
  idle: { ko: '아직 아무 일도 없어요.', en: 'Nothing has happened.' },
  loading: { ko: 'SDK를 불러오고 있어요.', en: 'The SDK’s script is on its way.' },
  window: { ko: '결제창이 페이지 위에 열려 있어요.', en: 'The payment window is open over the page.' },
  redirecting: { ko: 'PG의 페이지로 떠나는 중이에요.', en: 'The page is leaving for the PG’s own.' },
  charging: { ko: '카드는 등록됐고 백엔드가 처리해요.', en: 'The card is registered; the backend charges.' },
  paused: { ko: '네트워크가 끊겼어요. 저절로 이어져요.', en: 'The network is away. It goes on by itself.' },
  succeeded: { ko: '백엔드가 완료됐다고 답했어요.', en: 'The backend said so.' },
  cancelled: { ko: '고객이 결제창을 닫았어요. 오류가 아니에요.', en: 'The customer closed the window. No error.' },
  refused: {
    ko: 'PG가 거절했어요. PG의 말은 따로 한 줄.',
    en: 'The PG refused. Its words stand on a line of their own.',
  },
  chargeFailed: {
    ko: '등록됐고 결제는 실패. 다음 시도에 결제창은 없어요.',
    en: 'Registered, not charged. No window for the next try.',
  },
  unverified: { ko: 'PG가 결제했고 아직 확인하지 못했어요.', en: 'The PG took the money; not verified yet.' },
  unresolved: { ko: '이전 결제의 결과를 몰라요.', en: 'An earlier payment’s result is not known.' },
  needsClick: {
    ko: '브라우저가 한 번 더 누르길 바라요. 오류가 아니에요.',
    en: 'The browser wants one more click. No error.',
  },
  notLoaded: { ko: 'SDK를 불러오지 못했어요.', en: 'The SDK could not be loaded.' },
};

interface BoardProps {
  readonly states: readonly HeldStateName[];
  readonly purpose?: Purpose | undefined;
  readonly isTrial?: boolean | undefined;
  readonly language: 'ko' | 'en';
}

/** States down, themes and languages across: nothing runs behind them, so that the whole board draws at once. */
function Board({ states, purpose, isTrial, language }: BoardProps) {
  return (
    <div className="board-grid">
      {states.map((state) => (
        <Fragment key={state}>
          <div className="board-label">
            <code>{state}</code>
            <p lang={language}>{meanings[state][language]}</p>
          </div>
          {themes.flatMap((theme) =>
            languages.map((locale) => (
              <div key={theme + locale.locale} className="board-cell" data-theme={theme}>
                <HeldButton state={state} locale={locale} purpose={purpose} isTrial={isTrial} />
              </div>
            )),
          )}
        </Fragment>
      ))}
    </div>
  );
}

function board(props: Omit<BoardProps, 'language'>) {
  return (_: unknown, { globals }: { globals: Record<string, unknown> }) => (
    <Board {...props} language={globals.locale === 'ko' ? 'ko' : 'en'} />
  );
}

/** Every state × light and dark × Korean and English. */
export const AllStates = meta.story({ name: 'All states', render: board({ states: heldStateNames }) });

const told: readonly HeldStateName[] = ['idle', 'charging', 'succeeded', 'cancelled', 'chargeFailed'];

/** `purpose="register"`: a card to keep, and nothing charged. */
export const Register = meta.story({ render: board({ states: told, purpose: 'register' }) });
/** `purpose="change"`: a card in the place of another. */
export const Change = meta.story({ render: board({ states: told, purpose: 'change' }) });
/** An order with `dueToday: 0`. */
export const Trial = meta.story({ render: board({ states: told, isTrial: true }) });
