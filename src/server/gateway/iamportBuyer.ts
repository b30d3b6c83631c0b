import type { ChargeBuyer } from './Gateway.js';

/**
 * Who pays, as `POST /subscribe/payments/again` takes it. What is longer than it says would have every charge refused: a name or
 * an address is cut, and what is of no use then is left out.
 *
 * Source of the lengths: PortOne's description of REST API V1, https://developers.portone.io/api/rest-v1
 */
export function buyerFields({
  name,
  email,
  tel,
  address,
  postcode,
  ip,
}: ChargeBuyer): Readonly<Record<string, string>> {
  const fields = {
    buyer_name: cut(name, 16),
    buyer_email: upTo(email, 64),
    buyer_tel: upTo(tel, 16),
    buyer_addr: cut(address, 128),
    buyer_postcode: upTo(postcode, 8),
    browser_ip: ip,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}

/** Without the half of a character at its end. */
function cut(value: string | undefined, limit: number): string | undefined {
  return value?.slice(0, limit).replace(/\p{Surrogate}$/u, '');
}

function upTo(value: string | undefined, limit: number): string | undefined {
  return (value?.length ?? 0) <= limit ? value : undefined;
}
