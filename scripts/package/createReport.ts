export interface Report {
  /** Runs one check, and prints how it went. A text that it returns is said beside it. */
  check(name: string, run: () => unknown): Promise<boolean>;
  /** Prints the last line and tells whether all went well. */
  finish(): boolean;
}

/** Counts checks. One that fails does not stop the others: a release is judged by all of them. */
export function createReport(print: (line: string) => void = console.log): Report {
  let passed = 0;
  let failed = 0;
  return {
    async check(name, run) {
      const from = performance.now();
      try {
        const note = await run();
        passed += 1;
        print(`  ok    ${name}${typeof note === 'string' ? ` (${note.trim()})` : ''}, ${seconds(from)}`);
        return true;
      } catch (error) {
        failed += 1;
        print(`  FAIL  ${name}, ${seconds(from)}`);
        print(indent(error instanceof Error ? error.message : String(error)));
        return false;
      }
    },
    finish() {
      print('');
      print(`${passed} passed, ${failed} failed`);
      return failed === 0;
    },
  };
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
}
