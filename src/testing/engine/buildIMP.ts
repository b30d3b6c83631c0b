import type { Iamport } from '../../iamport/wire.js';
import type { Engine } from './createEngine.js';

/** `window.IMP` of a generation: its keys, and no others. */
export function buildIMP(engine: Engine, generation: '1.3' | '1.2'): Iamport {
  const nothing = () => {};
  const common = {
    init: (userCode: string) => engine.init(userCode),
    agency: (userCode: string, tierCode: string) => engine.init(userCode, tierCode),
    request_pay: engine.requestPay,
    certification: engine.certification,
    close: engine.close,
    communicate: nothing,
    naver_zzim: nothing,
  };
  if (generation === '1.2') return { ...common, payport: nothing } as Iamport;
  return {
    ...common,
    deinit: engine.deinit,
    loadUI: engine.paymentUi.load,
    updateLoadUIRequest: engine.paymentUi.update,
    loadModule: nothing,
  } as Iamport;
}
