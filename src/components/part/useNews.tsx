import { Fragment, type ReactElement } from 'react';
import { useCustomerState } from '../../react/manageApi.js';
import { ownText } from './part.js';

const silence = { text: '', count: 0 };

/** A sentence that a root says of what came of a click, announced once each time, and the element that says it. */
export function useNews(caller: string): readonly [ReactElement, (news: string) => void] {
  const [{ text, count }, setNews] = useCustomerState(silence, caller);
  const say = (next: string) => setNews((before) => ({ text: next, count: before.count + 1 }));
  // A sentence that is said again is heard only where its element is a new one.
  const region = (
    <p key="news" className="rbk-news" role="status">
      <Fragment key={count}>{ownText(text)}</Fragment>
    </p>
  );
  return [region, say];
}
