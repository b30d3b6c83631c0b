import { CardManager } from 'react-billing-key';

/** The customer's cards: which there are, what is paid with them; registering, changing and removing. */
export function MyCards() {
  return <CardManager register={{ pg: 'kcp_billing' }} />;
}
