import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, type ReactNode, useState } from 'react';
import { BillingProvider, en, SubscribeCardButton } from 'react-billing-key';
import { FocusTrap } from './FocusTrap.js';
import { InertDialog } from './InertDialog.js';
import { MuiDialog } from './MuiDialog.js';
import { NativeDialog } from './NativeDialog.js';
import { PopoverDrawer } from './PopoverDrawer.js';
import { RadixDialog } from './RadixDialog.js';
import { WaitingDialog } from './WaitingDialog.js';

const dialogs: Readonly<Record<string, ComponentType<{ children: ReactNode }>>> = {
  radix: RadixDialog,
  mui: MuiDialog,
  native: NativeDialog,
  inert: InertDialog,
  popover: PopoverDrawer,
  trap: FocusTrap,
};

const address = new URL(location.href);
const Dialog = dialogs[address.searchParams.get('dialog') ?? ''] ?? NativeDialog;
const saysToWait = address.searchParams.has('wait');
const pg = address.searchParams.get('pg') === 'danal_tpay' ? 'danal_tpay' : 'kcp_billing';

export function App() {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" locale={en}>
        <h1>Shop</h1>
        <Dialog>
          <Checkout />
        </Dialog>
      </BillingProvider>
    </QueryClientProvider>
  );
}

function Checkout() {
  const [isWaiting, setWaiting] = useState(false);
  return (
    <>
      <SubscribeCardButton
        id="checkout"
        pg={pg}
        order={{ customerUid: `card-${Date.now()}`, name: 'Basic plan', amount: 9900 }}
        charge={async (issued) => ({ paid: issued.amount })}
        onClick={() => setWaiting(saysToWait)}
        onSuccess={() => setWaiting(false)}
      />
      {isWaiting && <WaitingDialog />}
    </>
  );
}
