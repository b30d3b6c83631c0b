import { createServerFn } from '@tanstack/react-start';
import { getCookie, setCookie } from '@tanstack/react-start/server';

/** Stands for a session: whoever says a name is signed in. */
export const getCustomer = createServerFn().handler(() => getCookie('customer') ?? null);

export const signIn = createServerFn({ method: 'POST' })
  .validator((customer: string) => customer)
  .handler(({ data }) => setCookie('customer', data, { path: '/' }));
