import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { IamportRequest, IamportResponse } from '../../../src/iamport/wire.js';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, order, type Payment, sdk, start } from '../page.js';
import type { SdkDriver } from '../SdkDriver.js';

const ui = 'paypal-rt';

/** Shows the PG's button, and clicks it. */
async function payWithButton(driver: SdkDriver, swapped?: IamportRequest): Promise<Payment> {
  await start(driver, { channels: ['paypal_v2'] });
  const container = document.createElement('div');
  container.className = 'portone-ui-container';
  container.dataset.portoneUiType = ui;
  document.body.prepend(container);
  const answers: IamportResponse[] = [];
  const params = order({ pg: 'paypal_v2' });
  sdk().loadUI?.(ui, params, (answer: IamportResponse) => answers.push(answer));
  if (swapped) Reflect.get(sdk(), 'updateLoadUIRequest')(ui, swapped);
  await userEvent.click(container.querySelector('button, [role=button], iframe') ?? container);
  await driver.answer('issuedNewStyle');
  container.remove();
  return { params, answers };
}

export const uiTests: BehaviourTests<'ui'> = {
  async 'ui/button'(driver) {
    const payment = await payWithButton(driver);
    expect(await answered(payment)).toMatchObject({ merchant_uid: payment.params.merchant_uid });
  },
  async 'ui/update'(driver) {
    const swapped = order({ pg: 'paypal_v2' });
    const payment = await payWithButton(driver, swapped);
    expect(await answered(payment)).toMatchObject({ merchant_uid: swapped.merchant_uid });
  },
};
