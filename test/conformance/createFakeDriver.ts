import { vi } from 'vitest';
import {
  createFakeIamport,
  type FakeIamport,
  type FakeIamportOptions,
  type FakeOutcome,
} from '../../src/testing/index.js';
import type { SdkDriver, ServerAnswer, Servers } from './SdkDriver.js';

const outcomes: Readonly<Record<ServerAnswer, FakeOutcome>> = {
  issued: 'issued',
  issuedImpSuccess: 'issuedImpSuccess',
  issuedNewStyle: 'issuedNewStyle',
  refused: 'refused',
  refusedBeforeThePg: { type: 'refused', impUid: null },
  refusedImpSuccess: { type: 'refused', flag: 'imp_success' },
  refusedAsText: { type: 'refused', flag: 'success-as-text' },
  refusedNewStyle: 'newStyleFailure',
  cancelled: 'cancelled',
};

/** The fake SDK, driven as a real one would be: by a script tag and by what its servers answer. */
export function createFakeDriver(generation: '1.3' | '1.2'): SdkDriver {
  const fakes: FakeIamport[] = [];
  const scripts: HTMLScriptElement[] = [];
  /** The one that is on the page: a second script does nothing, unless the first one's SDK was taken away. */
  const first = () => {
    const fake = fakes.find(({ IMP }) => IMP === Reflect.get(window, 'IMP'));
    if (!fake) throw new Error('load() comes first.');
    return fake;
  };
  const addresses: string[] = [];

  return {
    name: `fake ${generation}`,
    generation,
    async load(servers = {}) {
      const fake = createFakeIamport({ generation, navigate: (url) => addresses.push(url), ...readServers(servers) });
      fakes.push(fake);
      const script = document.createElement('script');
      script.src = fake.scriptUrl();
      scripts.push(script);
      const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
      document.head.append(script);
      await loaded;
    },
    serve(servers) {
      first().configure(readServers(servers));
    },
    async framesLoaded() {
      // The list itself takes a task in the old generation, before there is any frame to load.
      await vi.waitUntil(() => {
        first().framesReady();
        return first().ready;
      });
    },
    answer: (answer) => first().settle(outcomes[answer]),
    async closePopup() {
      first().closePopup();
    },
    get alerts() {
      return fakes[0]?.alerts ?? [];
    },
    addresses,
    async remove() {
      for (const fake of fakes.splice(0)) fake.uninstall();
      for (const script of scripts.splice(0)) script.remove();
      addresses.length = 0;
    },
  };
}

function readServers({ channels, channelList, frames, popupOpens = true }: Servers): FakeIamportOptions {
  return {
    channels: channels?.map((channel) => {
      const [pg = '', type] = channel.split(':');
      const [provider = '', mid] = pg.split('.');
      return { provider, mid, type: type === 'certification' ? type : 'payment' };
    }),
    channelList: channelList ?? 'ok',
    framesReadyAfter: frames === 'wait' ? 'manual' : 0,
    decide: () => (popupOpens ? undefined : 'popupNotOpened'),
  };
}
