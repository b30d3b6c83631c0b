type AnyProps = Readonly<Record<string, unknown>>;
type Handler = (event: { readonly defaultPrevented?: boolean }) => void;

/**
 * The props of two parties on one element. Classes add up, styles are merged, and both handlers of an event run: the host's
 * first, which keeps ours from running by `event.preventDefault()`. For everything else `own` wins.
 */
export function mergeProps(host: AnyProps, own: AnyProps): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...host };
  for (const [name, value] of Object.entries(own)) {
    const other = host[name];
    if (value === undefined) continue;
    else if (other === undefined || other === null) merged[name] = value;
    else if (name === 'className') merged[name] = `${value} ${other}`;
    else if (name === 'style') merged[name] = { ...value, ...other };
    else if (/^on[A-Z]/.test(name)) merged[name] = chain(other as Handler, value as Handler);
    else merged[name] = value;
  }
  return merged;
}

function chain(first: Handler, second: Handler): Handler {
  return (event) => {
    first(event);
    if (!event?.defaultPrevented) second(event);
  };
}
