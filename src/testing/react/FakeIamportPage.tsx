import { type ReactNode, useLayoutEffect, useState } from 'react';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import { installFakeIamport } from '../installFakeIamport.js';

/** Props of `<FakeIamportPage>`. */
export interface FakeIamportPageProps {
  /** Read once, when the fake is installed; `getFakeIamport().configure()` changes them later. */
  readonly options?: FakeIamportOptions | undefined;
  readonly children?: ReactNode;
}

/**
 * Keeps a fake SDK on the page while it is mounted. Its children mount after the SDK is there. Renders no element of its own.
 * Steer it with `getFakeIamport()`.
 *
 * @example
 * render(<FakeIamportPage options={{ outcomes: ['cancelled'] }}><Checkout /></FakeIamportPage>);
 * // or, settled by hand:
 * render(<Checkout />, { wrapper: FakeIamportPage });
 */
export function FakeIamportPage({ options, children }: FakeIamportPageProps): ReactNode {
  const [installed, setInstalled] = useState(false);
  // Installed in an effect, not in render: StrictMode runs both twice, and only an effect can be undone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fake that came and went with each render would lose requests.
  useLayoutEffect(() => {
    const imp = installFakeIamport(options);
    setInstalled(true);
    return () => imp.uninstall();
  }, []);
  return installed ? children : null;
}
