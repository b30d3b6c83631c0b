import type { IamportCallback, IamportRequest } from '../../iamport/wire.js';
import { alertTexts } from './alertTexts.js';

export interface PaymentUiEnvironment {
  readonly alert: (message: string) => void;
  readonly requestPay: (params: IamportRequest, callback?: IamportCallback) => void;
}

/** The PG's own button in the merchant's page: how PayPal's window is opened, by `IMP.loadUI`. */
export interface PaymentUi {
  load(ui: string, params: IamportRequest, callback?: IamportCallback): void;
  /** Swaps the order before the click. */
  update(ui: string, params: IamportRequest): void;
  remove(): void;
}

export function createPaymentUi({ alert, requestPay }: PaymentUiEnvironment): PaymentUi {
  const loaded = new Map<string, { params: IamportRequest; readonly button: HTMLElement }>();
  return {
    load(ui, params, callback) {
      const container = document.querySelector(`.portone-ui-container[data-portone-ui-type="${CSS.escape(ui)}"]`);
      if (!container) {
        alert(alertTexts.internal);
        return;
      }
      loaded.get(ui)?.button.remove();
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'PayPal';
      const entry = { params, button };
      button.addEventListener('click', () => requestPay(entry.params, callback));
      container.replaceChildren(button);
      loaded.set(ui, entry);
    },
    update(ui, params) {
      const entry = loaded.get(ui);
      if (entry) entry.params = params;
    },
    remove() {
      for (const { button } of loaded.values()) button.remove();
      loaded.clear();
    },
  };
}
