import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import 'react-billing-key/styles.css';
import { App } from './App.js';
import './styles.css';

const queryClient = new QueryClient();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root" to show the page in.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
