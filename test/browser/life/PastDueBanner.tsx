import { PastDue } from 'react-billing-key';

export function PastDueBanner() {
  return <PastDue.Root register={{ pg: 'kcp_billing' }} />;
}
