import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { next = '/' } = await searchParams;

  async function signIn(form: FormData) {
    'use server';
    (await cookies()).set('customer', String(form.get('customer')));
    redirect(next);
  }

  return (
    <form action={signIn}>
      <input name="customer" aria-label="Customer" />
      <button type="submit">Sign in</button>
    </form>
  );
}
