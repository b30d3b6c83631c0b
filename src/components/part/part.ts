import {
  Children,
  type ComponentPropsWithoutRef,
  type CSSProperties,
  cloneElement,
  createElement,
  type ForwardRefExoticComponent,
  type ForwardRefRenderFunction,
  Fragment,
  forwardRef,
  isValidElement,
  type PropsWithoutRef,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  useState,
} from 'react';

/** The elements that parts render. */
type Tag = 'a' | 'button' | 'dd' | 'div' | 'dl' | 'input' | 'label' | 'li' | 'p' | 'span' | 'ul';

/** A value, or a function that makes it from the state. */
export type ByState<TState, TValue> = TValue | ((state: TState) => TValue);

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
  /** In place of the part's own text: nodes, or a function of the state. */
  readonly children?: ReactNode | ((state: TState) => ReactNode);
  /**
   * Another element in place of the part's own: an element that is given the props, or a function of props and state. The
   * part's own class is then left away, so that your button looks like yours. A `ref` on the part wins over one on the element.
   */
  readonly render?: ReactElement | ((props: PartElementProps<TTag>, state: TState) => ReactElement | null) | undefined;
};

/** A component that forwards its ref and is called, in React's developer tools, what a host writes: `BillingKey.Trigger`. */
export function definePart<TElement, TProps>(
  displayName: string,
  render: ForwardRefRenderFunction<TElement, PropsWithoutRef<TProps>>,
): ForwardRefExoticComponent<PropsWithoutRef<TProps> & RefAttributes<TElement>> {
  const part = forwardRef(render);
  part.displayName = displayName;
  // The types of React 18 take the ref out of props that have none once more.
  return part as ForwardRefExoticComponent<PropsWithoutRef<TProps> & RefAttributes<TElement>>;
}

interface PartDetails<TState> {
  /** The class that the stylesheet knows the part by. */
  readonly ownClass: string;
  readonly state: TState;
  /** What the host wrote on the part. */
  readonly host: object;
  /** What the part sets itself. */
  readonly own?: Readonly<Record<string, unknown>> | undefined;
  /** The part's own text, which `children` of the host replace. */
  readonly text?: ReactNode;
  /** What the element holds, for parts that look after the host's `children` themselves. */
  readonly children?: ReactNode;
  /** As `forwardRef` hands it over. */
  readonly ref?: unknown;
}

/** Renders the one element of a part: its own tag, or what the host's `render` puts in its place. */
export function renderPart<TState>(tag: Tag, part: PartDetails<TState>): ReactElement | null {
  const { ownClass, state, host, own, text, ref } = part;
  const { render, className, style, children: given, ...attributes } = host as PartProps<'button', TState>;
  const children = 'text' in part ? ownText(byState(given, state) ?? text) : part.children;
  const props: Props = attributes;
  props.className = byState(className, state);
  props.style = byState(style, state);
  // Without one, a button in a form of the host's would send it.
  if (tag === 'button') props.type = tag;
  addProps(props, own);
  addProps(props, { className: render ? undefined : ownClass, children, ref: ref ?? undefined });
  if (typeof render === 'function') return render(props, state);
  return render ? cloneElement(render, addProps({ ...(render.props as Props) }, props)) : createElement(tag, props);
}

/** A value that may be a function of the state. */
export function byState<TState, TValue>(value: TValue | ((state: TState) => TValue), state: TState): TValue {
  return typeof value === 'function' ? (value as (state: TState) => TValue)(state) : value;
}

/**
 * Puts text into elements of ours, a `<span>` for each run of it. Page translators replace text nodes; React throws when it has
 * to remove a text node that is gone, and the whole page goes with it. An element is still where React has put it.
 */
export function ownText(children: ReactNode): ReactNode {
  // What most parts have, on pages with many of them.
  if (typeof children === 'string') return children ? createElement('span', { key: 'text0' }, children) : undefined;
  const owned: ReactNode[] = [];
  let text = '';
  const endOfText = () => {
    if (text) owned.push(createElement('span', { key: `text${owned.length}` }, text));
    text = '';
  };
  for (const child of Children.toArray(children)) {
    if (typeof child === 'string' || typeof child === 'number') {
      text += child;
      continue;
    }
    endOfText();
    const isFragment = isValidElement<{ children?: ReactNode }>(child) && child.type === Fragment;
    owned.push(isFragment ? createElement(Fragment, { key: child.key }, ownText(child.props.children)) : child);
  }
  endOfText();
  return owned.length > 0 ? owned : undefined;
}

/** The children as one string, where they are nothing but text: `Start for {price}` is an array of two. */
export function plainText(children: ReactNode): string | undefined {
  const nodes = Children.toArray(children);
  const isText = nodes.every((node) => typeof node === 'string' || typeof node === 'number');
  return isText && nodes.length > 0 ? nodes.join('') : undefined;
}

/** A value that the host keeps (`value`), or that the part keeps for it, beginning with `initial`. */
export function useControlled<TValue>(
  value: TValue | undefined,
  initial: TValue,
  onChange: ((value: TValue) => void) | undefined,
): readonly [TValue, (next: TValue) => void] {
  const [kept, setKept] = useState(initial);
  return [
    value ?? kept,
    (next) => {
      setKept(next);
      onChange?.(next);
    },
  ];
}

type Props = Record<string, unknown>;
type Handler = (event: { readonly defaultPrevented?: boolean }) => void;

/**
 * Adds a part's own props to those of its host, on one element. Classes add up, styles are merged, and both handlers of an event run: the host's
 * first, which keeps ours from running by `event.preventDefault()`. For everything else `own` wins.
 */
function addProps(host: Props, own: Readonly<Props> = {}): Props {
  for (const name in own) {
    const value = own[name];
    const other = host[name];
    if (value === undefined) continue;
    // A host may pass `condition && handler`, which is `false` at times.
    else if (!other) host[name] = value;
    else if (name === 'className') host[name] = `${value} ${other}`;
    else if (name === 'style') host[name] = { ...value, ...other };
    else if (/^on[A-Z]/.test(name)) host[name] = chain(other as Handler, value as Handler);
    else host[name] = value;
  }
  return host;
}

function chain(first: Handler, second: Handler): Handler {
  return (event) => {
    first(event);
    if (!event?.defaultPrevented) second(event);
  };
}
