/**
 * Stryker's test runner for the server: all tests in one process that has loaded them once. Vitest starts anew for each mutant, which
 * takes more than a second, and most tests take less than a tenth of one.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { collect, within } from './vitest.mjs';

// A test may put others in their place.
const { setTimeout, clearTimeout } = globalThis;
const own = fileURLToPath(new URL('vitest.mjs', import.meta.url));
/** A test that waits for what a mutant has left out ends after this many milliseconds, and what it took without a mutant, twenty times. */
const PATIENCE = 5_000;

// Where Stryker's changed code looks which mutant is active.
globalThis.__stryker__ ??= {};

class InProcessRunner {
  static inject = ['options'];
  /** Tests by their id. */
  #tests = new Map();
  /** What each test took without a mutant. */
  #took = new Map();
  /** For each file, the tests that caught its mutants, the last one first: one that caught a mutant often catches the next. */
  #catchers = new Map();
  #stryker = globalThis.__stryker__;
  #bundle = resolve(`reports/mutation/tests-${process.pid}.mjs`);
  #loads = 0;

  constructor({ inProcess }) {
    this.settings = inProcess;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    Object.assign(process.env, { NODE_ENV: 'test', ...this.settings.env });
    // What a mutant has broken may fail later, when nobody waits for it any more. That shows nothing of the mutant after it.
    process.on('unhandledRejection', () => {}).on('uncaughtException', () => {});
    await this.#build();
    await this.#load();
  }

  async #build() {
    const files = this.settings.folders
      .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.test.ts') && !this.settings.without.some((part) => file.includes(part)))
      .sort();
    await build({
      stdin: {
        contents: files.map((file) => `nextFile('${file}');\nawait import('./${file}');`).join('\n'),
        resolveDir: process.cwd(),
      },
      banner: { js: `import { file as nextFile } from ${JSON.stringify(pathToFileURL(own).href)};` },
      outfile: this.#bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
      plugins: [
        {
          name: 'vitest',
          setup(bundler) {
            bundler.onResolve({ filter: /^vitest$/ }, () => ({ path: pathToFileURL(own).href, external: true }));
          },
        },
      ],
    });
  }

  async #load() {
    this.#loads += 1;
    const tests = await collect(() => import(`${pathToFileURL(this.#bundle).href}?${this.#loads}`));
    const { withoutTests } = this.settings;
    this.#tests = new Map(
      tests.filter(({ id }) => !withoutTests.some((part) => id.includes(part))).map((test) => [test.id, test]),
    );
  }

  async dryRun() {
    Object.assign(this.#stryker, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    const results = [];
    for (const test of this.#tests.values()) {
      const began = performance.now();
      const failure = await this.#try(test, test.timeout ?? 30_000);
      const timeSpentMs = performance.now() - began;
      this.#took.set(test.id, timeSpentMs);
      const { id, name, fileName } = test;
      results.push({
        ...{ id, name, fileName: resolve(fileName), timeSpentMs },
        ...(failure === null ? { status: 0 } : { status: 1, failureMessage: describeError(failure.error) }),
      });
    }
    await this.#endGroups();
    return { status: 'complete', tests: results, mutantCoverage: this.#stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    Object.assign(this.#stryker, { hitLimit, hitCount: 0, activeMutant: activeMutant.id });
    if (mutantActivation === 'static') await this.#load();
    const catchers = this.#catchers.get(activeMutant.fileName) ?? [];
    const tests = this.#inOrder(testFilter ?? [...this.#tests.keys()], catchers);
    let tried = 0;
    try {
      for (const test of tests) {
        tried += 1;
        const failure = await this.#try(test, PATIENCE + 20 * (this.#took.get(test.id) ?? 1_000));
        if (this.#stryker.hitCount > hitLimit) return { status: 'timeout', reason: `Hit limit reached (${hitLimit})` };
        if (failure === null) continue;
        if (failure.late) return { status: 'timeout', reason: `${test.id} did not end` };
        this.#catchers.set(activeMutant.fileName, [test.id, ...catchers.filter((id) => id !== test.id)].slice(0, 20));
        return {
          status: 'killed',
          killedBy: [test.id],
          failureMessage: describeError(failure.error),
          nrOfTests: tried,
        };
      }
      return { status: 'survived', nrOfTests: tried };
    } finally {
      await this.#endGroups();
      this.#stryker.activeMutant = undefined;
      if (mutantActivation === 'static') await this.#load();
    }
  }

  /** First what has caught mutants of the file, then the quickest. */
  #inOrder(ids, catchers) {
    const rank = (id) => {
      const caught = catchers.indexOf(id);
      return caught === -1 ? catchers.length : caught;
    };
    return ids
      .map((id) => this.#tests.get(id))
      .filter((test) => test !== undefined)
      .sort((a, b) => rank(a.id) - rank(b.id) || (this.#took.get(a.id) ?? 0) - (this.#took.get(b.id) ?? 0));
  }

  /** What the test failed with; null if it passed. */
  async #try(test, timeout) {
    this.#stryker.currentTestId = test.id;
    const finished = [];
    let failure = await soon(timeout, async () => {
      for (const group of test.groups) {
        if (group.begun) continue;
        group.begun = true;
        for (const before of group.before) await before();
      }
      await within(finished, () => test.body({}));
    });
    for (const done of finished.reverse()) failure ??= await soon(timeout, done);
    this.#stryker.currentTestId = undefined;
    return failure;
  }

  async #endGroups() {
    for (const { groups } of this.#tests.values()) {
      for (const group of [...groups].reverse()) {
        if (!group.begun) continue;
        group.begun = false;
        for (const after of group.after) await soon(PATIENCE, after);
      }
    }
  }
}

async function soon(timeout, work) {
  let timer;
  const late = new Promise((end) => {
    timer = setTimeout(() => end({ late: true, error: new Error(`not done after ${timeout} ms`) }), timeout);
  });
  const done = (async () => {
    try {
      await work();
      return null;
    } catch (error) {
      return { late: false, error };
    }
  })();
  const failure = await Promise.race([done, late]);
  clearTimeout(timer);
  return failure;
}

function describeError(error) {
  return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'inProcess', injectableClass: InProcessRunner }];
export const strykerValidationSchema = { properties: { inProcess: { type: 'object' } } };
