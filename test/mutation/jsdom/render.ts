import { act, cleanup as clean, type RenderResult, render as renderWith } from '@testing-library/react';
import type { ReactNode } from 'react';
import { locate } from './locator.js';

/** `vitest-browser-react`, on a simulated page. */
export async function render(ui: ReactNode) {
  const rendered = await act(async (): Promise<RenderResult> => renderWith(ui));
  const { container, baseElement } = rendered;
  return {
    ...locate(() => [baseElement]),
    container,
    rerender: async (next: ReactNode) => act(async () => rendered.rerender(next)),
    unmount: async () => act(async () => rendered.unmount()),
  };
}

export async function cleanup(): Promise<void> {
  await act(async () => clean());
}
