import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import 'react-billing-key/styles.css';
import '../../web/styles.css';
import { App } from './App.js';

// Who is here, for as long as the browser keeps cookies. A shop of yours knows by its own session.
if (!/(?:^|;\s*)visitor=/.test(document.cookie)) {
  const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0'));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser
  document.cookie = `visitor=${name.join('')}; path=/; max-age=31536000; samesite=lax`;
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root" to show the page in.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
