import { charges } from '../charges';
import { customerOf } from '../session';
import type { Route } from './+types/charge';

export async function action({ request }: Route.ActionArgs) {
  const customer = customerOf(request);
  if (customer === null) return new Response(null, { status: 401 });
  const { chargeMerchantUid } = (await request.json()) as { chargeMerchantUid: string };
  const charge = { customer, chargeMerchantUid, amount: 9900 };
  charges.push(charge);
  return charge;
}
