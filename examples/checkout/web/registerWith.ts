import type { ShopConfig } from './api.js';

/** How a card is registered: the PG that the environment names, as for the button. */
export const registerWith = ({ pg, channelKey }: ShopConfig) => ({ pg: pg as 'kcp_billing', channelKey });
