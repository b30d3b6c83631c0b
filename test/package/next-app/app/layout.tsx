import type { ReactNode } from 'react';
import { Providers } from './Providers';
import 'react-billing-key/styles.css';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="ko">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
