import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { useOwnState } from '../../../src/react/useOwnState.js';

afterEach(() => cleanup());

type Who = string | null | undefined;

/** The change that an earlier render gave, as a callback that the host has kept would have it. */
let early: ReturnType<typeof useOwnState<string>>[1] | undefined;

function Page({ who }: { who: Who }) {
  const [state, change] = useOwnState<string>(who, 'initial');
  early ??= change;
  const buttons = {
    keep: () => change(() => 'kept'),
    add: () => change((before) => `${before}, more`),
    'for juno': () => change(() => 'of juno', 'juno'),
    'for nobody': () => change(() => 'of nobody', null),
    early: () => early?.(() => 'early'),
  };
  return (
    <div>
      <p>{state}</p>
      {Object.entries(buttons).map(([name, onClick]) => (
        <button key={name} type="button" onClick={onClick}>
          {name}
        </button>
      ))}
    </div>
  );
}

async function open(who: Who) {
  early = undefined;
  const { container, rerender } = await render(<Page who={who} />);
  return {
    shown: () => container.querySelector('p')?.textContent,
    press: (name: string) => userEvent.click(page.getByRole('button', { name })),
    isAt: (next: Who) => rerender(<Page who={next} />),
  };
}

describe.each([undefined, null] as const)('state of a page where nobody is signed in (%s)', (nobody) => {
  it('belongs to the one who signs in, and to nobody after them', async () => {
    const { shown, press, isAt } = await open(nobody);
    expect(shown()).toBe('initial');
    await press('keep');
    await isAt('mina');
    expect(shown()).toBe('kept');
    await press('add');
    expect(shown()).toBe('kept, more');
    await isAt('juno');
    expect(shown()).toBe('initial');
    await isAt(nobody);
    expect(shown()).toBe('initial');
  });

  it('stays theirs when they sign out', async () => {
    const { shown, press, isAt } = await open(nobody);
    await press('keep');
    await isAt('mina');
    await isAt(nobody);
    expect(shown()).toBe('initial');
    await isAt('mina');
    expect(shown()).toBe('kept');
  });

  it('is nobody’s where a change says so, whoever is signed in', async () => {
    const { shown, press, isAt } = await open('mina');
    await press('for nobody');
    expect(shown()).toBe('of nobody');
    await isAt(nobody);
    expect(shown()).toBe('initial');
  });
});

describe('state of a customer', () => {
  it('is found again when they are back and nobody has changed it', async () => {
    const { shown, press, isAt } = await open('mina');
    await press('keep');
    await isAt('juno');
    expect(shown()).toBe('initial');
    await isAt('mina');
    expect(shown()).toBe('kept');
  });

  it('is no beginning for what the next one changes', async () => {
    const { shown, press, isAt } = await open('mina');
    await press('keep');
    await isAt('juno');
    await press('add');
    expect(shown()).toBe('initial, more');
    await isAt('mina');
    expect(shown()).toBe('initial');
  });

  it('is changed for the one whom the change names, and else for the one of its render', async () => {
    const { shown, press, isAt } = await open('mina');
    await press('for juno');
    expect(shown()).toBe('initial');
    await isAt('juno');
    expect(shown()).toBe('of juno');
    await press('early');
    expect(shown()).toBe('initial');
    await isAt('mina');
    expect(shown()).toBe('early');
  });
});
