import { useLayoutEffect as useBrowserLayoutEffect, useEffect } from 'react';

/**
 * React 18 warns of its own on a server, where no effect runs. Which one is asked for when it is called, so that an import alone
 * reaches for no browser.
 */
export const useLayoutEffect: typeof useEffect = (effect, deps) =>
  (typeof document === 'undefined' ? useEffect : useBrowserLayoutEffect)(effect, deps);
