import type { ReactNode } from 'react';
import { en } from 'react-billing-key/messages/en';
import { Providers } from './Providers';
import 'react-billing-key/styles.css';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Providers locale={en}>{children}</Providers>
      </body>
    </html>
  );
}
