import { index, type RouteConfig, route } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('checkout', 'routes/checkout.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('api/charge', 'routes/charge.ts'),
] satisfies RouteConfig;
