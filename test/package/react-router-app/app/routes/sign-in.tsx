import { Form, redirect } from 'react-router';
import type { Route } from './+types/sign-in';

export async function action({ request }: Route.ActionArgs) {
  const customer = String((await request.formData()).get('customer'));
  const next = new URL(request.url).searchParams.get('next') ?? '/';
  return redirect(next, { headers: { 'set-cookie': `customer=${encodeURIComponent(customer)}; Path=/` } });
}

export default function SignIn() {
  return (
    <Form method="post">
      <input name="customer" aria-label="Customer" />
      <button type="submit">Sign in</button>
    </Form>
  );
}
