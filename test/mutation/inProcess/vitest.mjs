/**
 * What the tests of the server import as `vitest` while mutants are tried in one process: `describe`, `it` and the hooks only
 * collect here, for run.mjs. `expect` and `vi` are Vitest's own.
 */
globalThis.__vitest_worker__ ??= { config: {}, ctx: {}, rpc: {} };
const real = await import('vitest');

/** @typedef {{ name: string, parent: Group | null, before: Function[], after: Function[], begun: boolean }} Group */
const newGroup = (name, parent) => ({ name, parent, before: [], after: [], begun: false });
let collected = [];
let group = newGroup('', null);
let finished = null;

/** Collects the tests that `load` registers. */
export async function collect(load) {
  collected = [];
  await load();
  return collected;
}

/** The bundle says before each test file which it is. */
export function file(path) {
  group = newGroup(path, null);
}

/** Runs a test with a list of its own for what is to happen when it has finished. */
export async function within(list, work) {
  finished = list;
  try {
    await work();
  } finally {
    finished = null;
  }
}

export function onTestFinished(done) {
  if (finished === null) throw new Error('onTestFinished outside of a test');
  finished.push(done);
}

const withOptions = (register) => (name, first, second) => {
  const [options, body] = typeof first === 'function' ? [{}, first] : [first, second];
  register(`${name}`, body, options);
};

const each = (register) => (rows) => (name, first, second) => {
  const [options, body] = typeof first === 'function' ? [{}, first] : [first, second];
  for (const [n, row] of rows.entries()) {
    register(`${name} [${n}]`, () => body(...(Array.isArray(row) ? row : [row])), options);
  }
};

function addGroup(name, body) {
  const outer = group;
  group = newGroup(name, outer);
  body();
  group = outer;
}

function addTest(name, body, { timeout } = {}) {
  const groups = [];
  for (let at = group; at !== null; at = at.parent) groups.unshift(at);
  const [{ name: fileName }] = groups;
  const titles = [...groups.slice(1).map((one) => one.name), name];
  let id = `${fileName}#${titles.join(' ')}`;
  for (let same = 2; collected.some((test) => test.id === id); same += 1)
    id = `${id.replace(/ \(\d+\)$/, '')} (${same})`;
  collected.push({ id, fileName, name: titles.join(' '), groups, body, timeout });
}

export const describe = Object.assign(withOptions(addGroup), { each: each(addGroup) });
export const it = Object.assign(withOptions(addTest), { each: each(addTest) });
export const beforeAll = (done) => group.before.push(done);
export const afterAll = (done) => group.after.unshift(done);

/** Vitest's own wants its own test: here it is tried again as `vi.waitFor` does it. */
const poll = (read, { timeout = 1000, interval = 50 } = {}) =>
  new Proxy(
    {},
    {
      get:
        (_, matcher) =>
        (...args) =>
          real.vi.waitFor(async () => real.expect(await read())[matcher](...args), { timeout, interval }),
    },
  );
export const expect = Object.assign((...args) => real.expect(...args), real.expect, { poll });
export const { vi } = real;
