import { describe, expect, it } from 'vitest';
import { coalesce, coalesceNext, inTurn } from '../../src/server/coalesce.js';

/** Work that ends when a test says so. */
function openWork() {
  const begun: string[] = [];
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { begun, ends, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesce: work that is asked for while it is under way', () => {
  it('is begun once, and both get its answer', async () => {
    const { begun, ends, work } = openWork();
    const once = coalesce<string>();
    const both = [once('a', work('first')), once('a', work('second')), once('b', work('other'))];
    expect(begun).toEqual(['first', 'other']);
    ends[0]?.resolve('one');
    ends[1]?.resolve('two');
    expect(await Promise.all(both)).toEqual(['one', 'one', 'two']);
    void once('a', work('third'));
    expect(begun).toEqual(['first', 'other', 'third']);
  });

  it('fails for both, and is begun anew after that', async () => {
    const { begun, ends, work } = openWork();
    const once = coalesce<string>();
    const both = [once('a', work('first')), once('a', work('second'))];
    ends[0]?.reject(new Error('broken'));
    for (const failed of both) await expect(failed).rejects.toThrow('broken');
    const next = once('a', work('third'));
    expect(begun).toEqual(['first', 'third']);
    ends[1]?.resolve('done');
    expect(await next).toBe('done');
  });
});

describe('coalesceNext: a call that comes while it is under way', () => {
  it.each(['resolves', 'rejects'] as const)(
    'waits for the next run, which all such calls share: the first one %s',
    async (how) => {
      const { begun, ends, work } = openWork();
      const next = coalesceNext<string>();
      const first = next('a', work('first'));
      const later = [next('a', work('second')), next('a', work('third'))];
      void next('b', work('other'));
      await settled();
      expect(begun).toEqual(['first', 'other']);
      if (how === 'resolves') ends[0]?.resolve('one');
      else ends[0]?.reject(new Error('broken'));
      if (how === 'resolves') expect(await first).toBe('one');
      else await expect(first).rejects.toThrow('broken');
      await settled();
      expect(begun).toEqual(['first', 'other', 'second']);
      // What comes while that one runs waits for one more.
      const last = next('a', work('fourth'));
      expect(begun).toHaveLength(3);
      ends[2]?.resolve('two');
      expect(await Promise.all(later)).toEqual(['two', 'two']);
      await settled();
      expect(begun).toEqual(['first', 'other', 'second', 'fourth']);
      ends[3]?.resolve('four');
      expect(await last).toBe('four');
    },
  );

  it('shares that run also where it comes at the very moment between the two', async () => {
    const { begun, ends, work } = openWork();
    const next = coalesceNext<string>();
    const again = next('a', work('first')).then(() => next('a', work('again')));
    const second = next('a', work('second'));
    ends[0]?.resolve('one');
    await settled();
    expect(begun).toEqual(['first', 'second']);
    ends[1]?.resolve('two');
    expect(await Promise.all([again, second])).toEqual(['two', 'two']);
  });

  it('is begun at once where nothing is under way any more', async () => {
    const { begun, ends, work } = openWork();
    const next = coalesceNext<string>();
    for (const [run, name] of ['first', 'second', 'third'].entries()) {
      const running = next('a', work(name));
      expect(begun).toHaveLength(run + 1);
      ends[run]?.resolve(name);
      expect(await running).toBe(name);
      await settled();
    }
  });
});

describe('inTurn: work of one key', () => {
  it('is not done beside the one before, when an earlier one has ended', async () => {
    const { begun, ends, work } = openWork();
    const turn = inTurn<string>();
    const two = [turn('a', work('first')), turn('a', work('second'))];
    await settled();
    ends[0]?.resolve('one');
    await settled();
    const third = turn('a', work('third'));
    await settled();
    expect(begun).toEqual(['first', 'second']);
    ends[1]?.resolve('two');
    await settled();
    ends[2]?.resolve('three');
    expect(await Promise.all([...two, third])).toEqual(['one', 'two', 'three']);
  });

  it('is done one after the other, also where one fails, and that of another key beside it', async () => {
    const { begun, ends, work } = openWork();
    const turn = inTurn<string>();
    const all = [
      turn('a', work('first')),
      turn('a', work('second')),
      turn('b', work('other')),
      turn('a', work('third')),
    ];
    await settled();
    expect(begun).toEqual(['first', 'other']);
    ends[0]?.reject(new Error('broken'));
    await expect(all[0]).rejects.toThrow('broken');
    await settled();
    expect(begun).toEqual(['first', 'other', 'second']);
    ends[2]?.resolve('two');
    await settled();
    expect(begun).toEqual(['first', 'other', 'second', 'third']);
    // It comes while the last one is at work.
    const late = turn('a', work('late'));
    await settled();
    expect(begun).toHaveLength(4);
    ends[1]?.resolve('beside');
    ends[3]?.resolve('three');
    expect(await Promise.all(all.slice(1))).toEqual(['two', 'beside', 'three']);
    await settled();
    ends[4]?.resolve('four');
    expect(await late).toBe('four');
  });
});
