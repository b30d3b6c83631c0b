import { createFileRoute } from '@tanstack/react-router';
import { getCookie } from '@tanstack/react-start/server';
import { charges } from '../../charges';

export const Route = createFileRoute('/api/charge')({
  server: {
    handlers: {
      async POST({ request }) {
        const customer = getCookie('customer');
        if (customer === undefined) return new Response(null, { status: 401 });
        const { chargeMerchantUid } = (await request.json()) as { chargeMerchantUid: string };
        const charge = { customer, chargeMerchantUid, amount: 9900 };
        charges.push(charge);
        return Response.json(charge);
      },
    },
  },
});
