import { StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { FakeIamportPage, getFakeIamport, withFakeIamport } from '../../../src/testing/index.js';

function Story() {
  return <p>{typeof Reflect.get(window, 'IMP')}</p>;
}

describe('<FakeIamportPage />', () => {
  it('keeps a fake on the page while the tree is mounted, in StrictMode too', async () => {
    const screen = await render(
      <StrictMode>
        <Story />
      </StrictMode>,
      { wrapper: FakeIamportPage },
    );
    await expect.element(screen.getByText('object')).toBeVisible();
    expect(getFakeIamport().IMP).toBe(Reflect.get(window, 'IMP'));
    await screen.unmount();
    expect(() => getFakeIamport()).toThrow(/no fake/);
    expect(Reflect.has(window, 'IMP')).toBe(false);
  });
});

describe('withFakeIamport()', () => {
  it('gives each story a fake of its own, with the options of its parameters', async () => {
    const parameters = { fakeIamport: { generation: '1.2', jQuery: 'ignored' } };
    const screen = await render(withFakeIamport(Story, { id: 'one', parameters }));
    const first = getFakeIamport();
    expect(first.IMP).toHaveProperty('payport');
    await screen.rerender(withFakeIamport(Story, { id: 'two', parameters: {} }));
    await expect.element(screen.getByText('object')).toBeVisible();
    expect(getFakeIamport().IMP).not.toBe(first.IMP);
    expect(getFakeIamport().IMP).toHaveProperty('loadUI');
  });
});
