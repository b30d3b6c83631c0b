import type { ComponentType, ReactElement } from 'react';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import { FakeIamportPage } from './FakeIamportPage.js';

/** As much of Storybook's context as is read. */
export interface StoryContext {
  readonly id: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * A Storybook decorator: each story has a fake SDK of its own, with the options under `parameters.fakeIamport`. Without
 * any, a person can click through the window.
 *
 * @example
 * export default { decorators: [withFakeIamport], parameters: { fakeIamport: { ui: true, outcome: 'cancelled' } } };
 */
export function withFakeIamport(Story: ComponentType, { id, parameters }: StoryContext): ReactElement {
  const { fakeIamport = { ui: true } } = parameters as { readonly fakeIamport?: FakeIamportOptions };
  return (
    <FakeIamportPage key={id} options={fakeIamport}>
      <Story />
    </FakeIamportPage>
  );
}
