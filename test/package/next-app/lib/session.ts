import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

/** Stands for a session: whoever says a name is signed in. */
export async function customerOf(): Promise<string | null> {
  return (await cookies()).get('customer')?.value ?? null;
}

/** The guard of a page: signs in first, and comes back to the whole address. */
export async function requireCustomer(address: string): Promise<string> {
  return (await customerOf()) ?? redirect(`/sign-in?next=${encodeURIComponent(address)}`);
}
