import type { ReactElement } from 'react';
import { useCustomerState } from '../../react/manageApi.js';
import { ownText } from './part.js';

/** A sentence that a root says of what came of a click, announced once, and the element that says it. */
export function useNews(caller: string): readonly [ReactElement, (news: string) => void] {
  const [news, setNews] = useCustomerState<string | undefined>(undefined, caller);
  const say = (next: string) => setNews(() => next || undefined);
  const region = (
    <p key="news" className="rbk-news" role="status">
      {ownText(news)}
    </p>
  );
  return [region, say];
}
