import { type CSSProperties, useState } from 'react';
import { STORY_CHANGED } from 'storybook/internal/core-events';
import { useChannel } from 'storybook/manager-api';
import type { BillingEvent } from '../src/core/BillingEvent.js';
import { eventChannel } from '../stories/world/eventChannel.js';

const cell: CSSProperties = {
  padding: '6px 12px',
  textAlign: 'left',
  borderBottom: '1px solid rgba(128, 128, 128, 0.25)',
};
const number: CSSProperties = { ...cell, textAlign: 'right', fontVariantNumeric: 'tabular-nums' };

/** An event, and its place in the list. */
type Line = BillingEvent & { readonly line: number };

/** What `onEvent` told, with the time that each step took. */
export function EventsPanel({ isActive }: { readonly isActive: boolean }) {
  const [events, setEvents] = useState<readonly Line[]>([]);
  useChannel({
    [eventChannel]: (event: BillingEvent) => setEvents((before) => [...before, { ...event, line: before.length }]),
    [STORY_CHANGED]: () => setEvents([]),
  });
  if (!isActive) return null;
  if (events.length === 0) {
    return (
      <p style={{ padding: '4px 12px' }}>Press the button of the story. Every step of the attempt is listed here.</p>
    );
  }
  const start = events[0]?.at ?? 0;
  return (
    <div style={{ overflow: 'auto', height: '100%' }}>
      <button type="button" style={{ margin: 8, padding: '6px 12px', font: 'inherit' }} onClick={() => setEvents([])}>
        Clear
      </button>
      <table style={{ width: '100%', borderCollapse: 'collapse', fontSize: 13 }}>
        <thead>
          <tr>
            <th style={number}>at</th>
            <th style={number}>took</th>
            <th style={cell}>event</th>
            <th style={cell}>attempt</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.line}>
              <td style={number}>{event.at - start} ms</td>
              <td style={number}>
                {event.line === 0 ? '' : `${event.at - (events[event.line - 1]?.at ?? event.at)} ms`}
              </td>
              <td style={cell}>{summaryOf(event)}</td>
              <td style={{ ...cell, fontFamily: 'monospace' }}>{'attemptId' in event ? event.attemptId : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function summaryOf(event: BillingEvent): string {
  if (event.type === 'status') {
    const why = event.reason ?? event.errorCode;
    return `${event.previous} → ${event.status}${why ? ` (${why})` : ''}`;
  }
  if (event.type === 'sdk_ready') return `sdk_ready after ${event.duration} ms`;
  return event.type === 'sdk_failed' ? `sdk_failed (${event.errorCode})` : event.type;
}
