import { afterEach, describe, expect, it } from 'vitest';
import { type Behaviour, type BehaviourId, behaviours } from './behaviours.js';
import { loadDrivers } from './drivers.js';
import { beDesktop } from './page.js';
import { answerTests } from './suite/answerTests.js';
import { initTests } from './suite/initTests.js';
import { loadTests } from './suite/loadTests.js';
import { pageTests } from './suite/pageTests.js';
import { phoneTests } from './suite/phoneTests.js';
import { popupTests } from './suite/popupTests.js';
import { requestTests } from './suite/requestTests.js';
import { uiTests } from './suite/uiTests.js';

const tests = {
  ...loadTests,
  ...initTests,
  ...requestTests,
  ...uiTests,
  ...popupTests,
  ...answerTests,
  ...pageTests,
  ...phoneTests,
};
const list = Object.entries(behaviours) as [BehaviourId, Behaviour][];

/** What was run, to be counted at the end: a behaviour that lost its test must not go unnoticed. */
const ran: string[] = [];

for (const driver of await loadDrivers()) {
  describe(`the i’mport SDK, ${driver.name}`, () => {
    afterEach(async () => {
      await driver.remove();
      beDesktop();
      Reflect.deleteProperty(window, 'jQuery');
    });

    for (const [id, { claim, generation }] of list) {
      if (generation && generation !== driver.generation) continue;
      it(`${claim} (${id})`, { timeout: 20_000 }, async () => {
        // What the page has to bring for the old generation; the tests about it take it away again.
        if (driver.generation === '1.2') Reflect.set(window, 'jQuery', {});
        await tests[id](driver);
        ran.push(`${driver.name} ${id}`);
      });
    }

    it('was asked about every behaviour of its generation', () => {
      const expected = list.filter(([, { generation = driver.generation }]) => generation === driver.generation);
      expect(ran.filter((run) => run.startsWith(`${driver.name} `))).toEqual(
        expected.map(([id]) => `${driver.name} ${id}`),
      );
      expect(Object.keys(tests).sort()).toEqual(list.map(([id]) => id).sort());
    });
  });
}
