import { createFileRoute, Navigate } from '@tanstack/react-router';

/** The way in redirects, and its effect comes before those of the provider around it. */
export const Route = createFileRoute('/')({
  component: () => <Navigate to="/checkout" replace />,
});
