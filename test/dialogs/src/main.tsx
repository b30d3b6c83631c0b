import 'react-billing-key/styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';

// Before the app renders: on a phone the page comes back as the PG's own, and the fake has to draw it. A production build
// has nothing of it.
if (process.env.NODE_ENV !== 'production') {
  const { installFakeIamport } = await import('react-billing-key/testing');
  installFakeIamport({ ui: true });
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
