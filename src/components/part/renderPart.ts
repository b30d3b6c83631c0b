import { cloneElement, createElement, type ReactElement, type ReactNode } from 'react';
import { mergeProps } from './mergeProps.js';
import type { PartProps } from './PartProps.js';

interface PartDetails<TState> {
  /** The class that the stylesheet knows the part by. */
  readonly ownClass: string;
  readonly state: TState;
  /** What the host wrote on the part. */
  readonly host: object;
  /** What the part sets itself. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly children?: ReactNode;
  /** As `forwardRef` hands it over. */
  readonly ref?: unknown;
}

/** Renders the one element of a part: its own tag, or what the host's `render` puts in its place. */
export function renderPart<TState>(
  tag: 'a' | 'button' | 'dd' | 'div' | 'dl' | 'input' | 'label' | 'li' | 'p' | 'span' | 'ul',
  { ownClass, state, host, own, children, ref }: PartDetails<TState>,
): ReactElement | null {
  const { render, className, style, children: _, ...attributes } = host as PartProps<'button', TState>;
  const props = mergeProps(
    { ...attributes, className: byState(className, state), style: byState(style, state) },
    { ...own, className: render ? undefined : ownClass, children, ref: ref ?? undefined },
  );
  if (typeof render === 'function') return render(props, state);
  if (render) return cloneElement(render, mergeProps(render.props as Record<string, unknown>, props));
  return createElement(tag, props);
}

/** A value that may be a function of the state. */
export function byState<TState, TValue>(value: TValue | ((state: TState) => TValue), state: TState): TValue {
  return typeof value === 'function' ? (value as (state: TState) => TValue)(state) : value;
}
