import { charges } from '../../../lib/charges';
import { customerOf } from '../../../lib/session';

export async function POST(request: Request): Promise<Response> {
  const customer = await customerOf();
  if (customer === null) return new Response(null, { status: 401 });
  const { chargeMerchantUid } = (await request.json()) as { chargeMerchantUid: string };
  const charge = { customer, chargeMerchantUid, amount: 9900 };
  charges.push(charge);
  return Response.json(charge);
}
