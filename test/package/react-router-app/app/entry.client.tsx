import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';

// Before the app renders. A build for production leaves the branch out, and the fake with it.
if (import.meta.env.DEV) {
  const { installFakeIamport } = await import('react-billing-key/testing');
  installFakeIamport({ ui: true });
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  );
});
