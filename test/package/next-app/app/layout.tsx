import type { ReactNode } from 'react';
import { en } from 'react-billing-key/messages/en';
import { customerOf } from '../lib/session';
import { Billing } from './Billing';
import 'react-billing-key/styles.css';

// Chromium asks for one, and a 404 is written to the console.
export const metadata = { icons: { icon: 'data:,' } };

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Billing customerId={await customerOf()} locale={en}>
          {children}
        </Billing>
      </body>
    </html>
  );
}
