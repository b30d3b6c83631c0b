import {
  type ForwardedRef,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { ownText, renderPart } from './part.js';

interface QuestionProps<TState> {
  /** Of the button that asks. */
  readonly ownClass: string;
  readonly state: TState;
  readonly host: object;
  readonly own: Readonly<Record<string, unknown>>;
  readonly label: ReactNode;
  readonly ref: ForwardedRef<HTMLButtonElement>;
  /** What is asked, before anything is done. */
  readonly question: ReactNode;
  /** The button that goes back; it has the first place. */
  readonly keep: string;
  /** What the customer can choose. A choice closes the question. */
  readonly choices: readonly { readonly key: string; readonly label: string; choose(): void }[];
  /** Something is being done already: a click does nothing. */
  readonly isBusy: boolean;
}

/**
 * A button that asks before anything is done: the question opens below it, and has the focus. Escape, and the way back, give the
 * focus to the button again. Renders two elements: the button, and the question while it is open.
 */
export function useQuestion<TState>(props: QuestionProps<TState>): ReactElement {
  const { ownClass, state, host, own, label, ref, question, keep, choices, isBusy } = props;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) group.current?.focus();
  }, [isOpen]);

  function close(): void {
    const button = group.current?.parentElement?.querySelector<HTMLElement>(`[aria-controls="${id}"]`);
    button?.focus();
    setOpen(false);
  }
  return (
    <Fragment>
      {renderPart('button', {
        ownClass,
        state,
        host,
        own: {
          'aria-expanded': isOpen,
          'aria-controls': isOpen ? id : undefined,
          'aria-disabled': isBusy || undefined,
          'aria-busy': isBusy || undefined,
          ...own,
          onClick({ detail }: MouseEvent) {
            // The second click of a double click does not close what the first one has opened.
            if (!isBusy && detail < 2) setOpen(!isOpen);
          },
        },
        children: ownText(label),
        ref,
      })}
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and these are two ways to go on
        <div
          ref={group}
          id={id}
          className="rbk-question"
          role="group"
          tabIndex={-1}
          aria-labelledby={`${id}-text`}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            // Else the browser closes the host's own modal dialog around it.
            event.preventDefault();
            close();
          }}
        >
          <p id={`${id}-text`}>{question}</p>
          <button type="button" className="rbk-keep" onClick={close}>
            {ownText(keep)}
          </button>
          {choices.map(({ key, label: choice, choose }) => (
            <button
              key={key}
              type="button"
              className="rbk-choice"
              onClick={() => {
                close();
                choose();
              }}
            >
              {ownText(choice)}
            </button>
          ))}
        </div>
      )}
    </Fragment>
  );
}
