import { vi } from 'vitest';

// The core must run in an app without React. A mock that throws is how its tests prove that nothing pulls React in.
for (const name of ['react', 'react-dom', '@tanstack/react-query']) {
  vi.doMock(name, () => {
    throw new Error(`${name} was imported by the core, which must run without it.`);
  });
}
