import { StartClient } from '@tanstack/react-start/client';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';

// Before the app renders. A build for production leaves the branch out, and the fake with it.
if (import.meta.env.DEV) {
  const { installFakeIamport } = await import('react-billing-key/testing');
  installFakeIamport({ ui: true });
}

hydrateRoot(
  document,
  <StrictMode>
    <StartClient />
  </StrictMode>,
);
