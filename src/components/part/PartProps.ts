import type { ComponentPropsWithoutRef, CSSProperties, ReactElement, ReactNode } from 'react';

/** A value, or a function that makes it from the state. */
export type ByState<TState, TValue> = TValue | ((state: TState) => TValue);

type Tag = 'a' | 'button' | 'dd' | 'div' | 'dl' | 'input' | 'label' | 'li' | 'p' | 'span' | 'ul';

/** What the function form of `render` gets: everything that the part's own element would have had. */
export type PartElementProps<TTag extends Tag> = ComponentPropsWithoutRef<TTag> & {
  readonly 'data-status'?: string | undefined;
};

/**
 * What every headless part takes beside its own props: all attributes of its element, and the three that may depend on the
 * state.
 */
export type PartProps<TTag extends Tag, TState> = Omit<
  ComponentPropsWithoutRef<TTag>,
  'className' | 'style' | 'children'
> & {
  /** Added to the part's own class. */
  readonly className?: ByState<TState, string | undefined> | undefined;
  /** Inline style of the element. */
  readonly style?: ByState<TState, CSSProperties | undefined> | undefined;
  /** In place of the part's words: nodes, or a function of the state. */
  readonly children?: ReactNode | ((state: TState) => ReactNode);
  /**
   * Another element in place of the part's own: an element that is given the props, or a function of props and state. The
   * part's own class is then left away, so that your button looks like yours. A `ref` on the part wins over one on the element.
   */
  readonly render?: ReactElement | ((props: PartElementProps<TTag>, state: TState) => ReactElement | null) | undefined;
};
