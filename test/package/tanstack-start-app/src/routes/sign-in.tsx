import { createFileRoute, useRouter } from '@tanstack/react-router';
import { signIn } from '../session';

export const Route = createFileRoute('/sign-in')({
  validateSearch: ({ next }): { next: string } => ({ next: String(next ?? '/') }),
  component: SignIn,
});

function SignIn() {
  const { next } = Route.useSearch();
  const router = useRouter();

  async function submit(form: FormData) {
    await signIn({ data: String(form.get('customer')) });
    await router.invalidate();
    router.history.replace(next);
  }

  return (
    <form action={submit}>
      <input name="customer" aria-label="Customer" />
      <button type="submit">Sign in</button>
    </form>
  );
}
