import { billingApi } from 'react-billing-key';

/** The page's half of the server kit. The provider has it too: <BillingProvider api={api} customerId={member.id}>. */
export const api = billingApi('/api/billing');
