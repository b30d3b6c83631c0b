import { type CSSProperties, createElement as h, type ReactNode, useState } from 'react';
import { STORY_CHANGED } from 'storybook/internal/core-events';
import { useChannel } from 'storybook/manager-api';
import type { BillingEvent } from '../src/core/BillingEvent.js';
import { eventChannel } from './environment/eventChannel.js';

/** An event, and its place in the list. */
type Line = BillingEvent & { readonly line: number };

const cell: CSSProperties = {
  padding: '6px 12px',
  textAlign: 'left',
  borderBottom: '1px solid rgba(128, 128, 128, 0.25)',
};
const number: CSSProperties = { ...cell, textAlign: 'right', fontVariantNumeric: 'tabular-nums' };

/**
 * What `onEvent` told, with the time that each step took. Without JSX: the manager has a React of its own, and JSX here would
 * be compiled for ours.
 */
export function EventsPanel({ isActive }: { readonly isActive: boolean }): ReactNode {
  const [events, setEvents] = useState<readonly Line[]>([]);
  useChannel({
    [eventChannel]: (event: BillingEvent) => setEvents((before) => [...before, { ...event, line: before.length }]),
    [STORY_CHANGED]: () => setEvents([]),
  });
  if (!isActive) return null;
  if (events.length === 0) {
    return h('p', { style: cell }, 'Press the button of the story. Every step of the attempt is listed here.');
  }

  const start = events[0]?.at ?? 0;
  const rowOf = (event: Line) => {
    const before = events[event.line - 1];
    return h('tr', { key: event.line }, [
      h('td', { key: 'at', style: number }, `${event.at - start} ms`),
      h('td', { key: 'took', style: number }, before ? `${event.at - before.at} ms` : ''),
      h('td', { key: 'event', style: cell }, summaryOf(event)),
      h('td', { key: 'attempt', style: cell }, 'attemptId' in event ? event.attemptId : ''),
    ]);
  };
  return h('div', { style: { overflow: 'auto', height: '100%' } }, [
    h('table', { key: 'table', style: { width: '100%', borderCollapse: 'collapse', fontSize: 13 } }, [
      h('thead', { key: 'head' }, [
        h('tr', { key: 'row' }, [
          h('th', { key: 'at', style: number }, 'at'),
          h('th', { key: 'took', style: number }, 'took'),
          h('th', { key: 'event', style: cell }, 'event'),
          h('th', { key: 'attempt', style: cell }, 'attempt'),
        ]),
      ]),
      h('tbody', { key: 'body' }, events.map(rowOf)),
    ]),
    h('button', { key: 'clear', type: 'button', style: { margin: 12 }, onClick: () => setEvents([]) }, 'Clear'),
  ]);
}

function summaryOf(event: BillingEvent): string {
  if (event.type === 'status') {
    const why = event.reason ?? event.errorCode;
    return `${event.previous} → ${event.status}${why ? ` (${why})` : ''}`;
  }
  if (event.type === 'sdk_ready') return `sdk_ready after ${event.duration} ms`;
  return event.type === 'sdk_failed' ? `sdk_failed (${event.errorCode})` : event.type;
}
