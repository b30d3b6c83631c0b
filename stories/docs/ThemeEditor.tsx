import { type CSSProperties, useState } from 'react';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from '../../src/index.js';
import { charge } from '../world/api.js';
import { nextCharge, order } from '../world/order.js';
import { properties } from './properties.js';

/** The custom properties, with a checkout beside them that wears them. */
export function ThemeEditor() {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const css = Object.entries(values).map(([name, value]) => `  ${name}: ${value};`);
  return (
    <div className="theme-editor">
      <div className="theme-controls">
        {properties.map(({ name, title, kind, initial }) => (
          <label key={name}>
            <span>{title}</span>
            <input
              type={kind === 'color' ? 'color' : 'text'}
              value={values[name] ?? initial}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <BillingKey.Root
        className="stack"
        style={values as CSSProperties}
        pg="kcp_billing"
        order={order}
        charge={charge}
        onUnmount="cancel"
      >
        <OrderSummary order={order} period="month" nextCharge={nextCharge} />
        <PaymentMethods.Root pgs={['kcp_billing', 'kakaopay']} defaultValue="kcp_billing" />
        <Consent.Root defaultValue={['billing']}>
          <Consent.Item value="billing" required>
            정기결제 이용약관
          </Consent.Item>
        </Consent.Root>
        <BillingKey.Trigger />
        <BillingKey.Status />
        <BillingKey.AnotherCard />
      </BillingKey.Root>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <pre tabIndex={0}>{css.length > 0 ? `:root {\n${css.join('\n')}\n}` : '/* Change something. */'}</pre>
      <button type="button" className="plain-button" onClick={() => setValues({})}>
        Back to the start
      </button>
    </div>
  );
}
