import type { Shop } from './shop.js';

/** Calls i'mport's REST API as somebody else of the shop does: by hand, or from another program. */
export async function callIamport(
  shop: Pick<Shop, 'api'>,
  route: string,
  body: Readonly<Record<string, unknown>>,
): Promise<{ imp_uid: string }> {
  const [method = '', path = ''] = route.split(' ');
  const login = { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' };
  const send = async (to: string, init: RequestInit, fields: unknown): Promise<{ response: Record<string, string> }> =>
    (
      await fetch(`${shop.api.url}${to}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
        body: JSON.stringify(fields),
      })
    ).json() as Promise<{ response: Record<string, string> }>;
  const { response: token } = await send('/users/getToken', { method: 'POST' }, login);
  const { response } = await send(path, { method, headers: { authorization: `Bearer ${token.access_token}` } }, body);
  return { imp_uid: response.imp_uid ?? '' };
}
