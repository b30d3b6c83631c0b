'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** The way in redirects, and its effect comes before those of the provider around it. */
export default function Page() {
  const router = useRouter();
  useEffect(() => router.replace('/checkout'), [router]);
  return null;
}
