import { Navigate } from 'react-router';
import { requireCustomer } from '../session';
import type { Route } from './+types/home';

export function loader({ request }: Route.LoaderArgs) {
  requireCustomer(request);
  return null;
}

/** The way in redirects, and its effect comes before those of the provider around it. */
export default function Home() {
  return <Navigate to="/checkout" replace />;
}
