import type { IamportRequest } from '../../iamport/wire.js';

/**
 * The SDK fills in the object it was given. A frozen one throws here, and the request is never answered.
 */
export function writeIntoParams(params: IamportRequest, requestId: string, tierCode: string | undefined): void {
  if (!params.merchant_uid) params.merchant_uid = `nobody_${Date.now()}`;
  if (!params.pay_method) params.pay_method = 'card';
  params.request_id = requestId;
  if (tierCode !== undefined) params.tier_code = tierCode;
}
