import { createFakeIamport, createFakePortOne, type FakeIamport } from '../../src/testing/index.js';
import { gatewayUrl } from './kit.js';
import { type OutcomeName, outcomes, type StoryEnvironment } from './StoryEnvironment.js';

interface StoryContext {
  readonly globals: Record<string, unknown>;
  readonly parameters: Record<string, unknown>;
}

export interface EnvironmentSettings extends StoryEnvironment {
  readonly device: 'desktop' | 'phone';
  readonly isSlow: boolean;
  readonly language: 'ko' | 'en';
  /** True where an attempt has to outlive the page: the payment window may take the page away. */
  readonly keepsAttempts: boolean;
  /** True for a story over PortOne V2. */
  readonly isV2: boolean;
  /** True for a story with the server kit behind it. */
  readonly hasKit: boolean;
}

/** What the toolbar and the story ask of the environment. The story's own parameters win. */
export function settingsFrom({ globals, parameters }: StoryContext): EnvironmentSettings {
  const outcome: StoryEnvironment = outcomes[globals.outcome as OutcomeName]?.environment ?? {};
  const own = parameters.environment as StoryEnvironment | undefined;
  const device = globals.device === 'phone' ? 'phone' : 'desktop';
  const isReturn = /[?&](imp_uid|imp_success|success)=/.test(location.search);
  return {
    ...outcome,
    ...own,
    device,
    isSlow: globals.network === 'slow',
    language: globals.locale === 'en' ? 'en' : 'ko',
    isV2: parameters.followsApi === true && globals.api === 'v2',
    hasKit: parameters.kit === true,
    keepsAttempts: (globals.outcome === 'redirect' || device === 'phone' || isReturn) && !own,
  };
}

export interface StartedEnvironment {
  readonly imp: FakeIamport;
  /** Where the provider is to load the SDK from. */
  readonly scriptUrl: string | undefined;
  stop(): void;
}

let current: StartedEnvironment | undefined;

/** The environment of the story that is on the page. */
export function environment(): StartedEnvironment {
  if (!current) throw new Error('No story is running.');
  return current;
}

/** True for a story that only shows something: it needs no SDK, and many of its kind stand on one page. */
export function isHeld({ parameters }: Pick<StoryContext, 'parameters'>): boolean {
  return parameters.held === true;
}

const phone =
  'Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36';

/** Puts everything outside of the library into place: the SDK, the device, the network. */
export function startEnvironment(settings: EnvironmentSettings): StartedEnvironment {
  current?.stop();
  const { sdk = 'ready', device, isSlow, ui = true, leaves = true } = settings;
  const imp = createFakeIamport({
    outcome: settings.window,
    ui,
    device,
    locale: settings.language,
    // Long enough for a person to see the window.
    delay: ui ? (isSlow ? 4000 : 1200) : 0,
    framesReadyAfter: isSlow ? 2000 : 0,
    popup: ui ? 'auto' : 'allow',
    iKnowThisIsNotAPaymentWindow: true,
    ...(settings.hasKit && { apiUrl: gatewayUrl }),
    ...(!leaves && { navigate: () => {} }),
  });
  const undo = [() => imp.uninstall()];
  if (settings.isV2) {
    const outcome = (['issued', 'cancelled', 'refused', 'silent'] as const).find((name) => name === settings.window);
    const portone = createFakePortOne({
      outcome,
      ui,
      device,
      locale: settings.language,
      delay: isSlow ? 4000 : 1200,
      iKnowThisIsNotAPaymentWindow: true,
    });
    portone.install();
    undo.push(() => portone.uninstall());
  } else if (sdk === 'ready') imp.install();
  if (device === 'phone') {
    Object.defineProperty(navigator, 'userAgent', { value: phone, configurable: true });
    undo.push(() => void Reflect.deleteProperty(navigator, 'userAgent'));
  }
  if (!leaves) {
    // The SDK hides a page that it leaves; a story wants to show it.
    document.documentElement.dataset.stays = '';
    undo.push(() => void delete document.documentElement.dataset.stays);
  }
  if (sdk === 'late') {
    // The browser forgets a click after some seconds; a tool that watches the page may remember it.
    Object.defineProperty(navigator, 'userActivation', { value: { isActive: false }, configurable: true });
    undo.push(() => void Reflect.deleteProperty(navigator, 'userActivation'));
  }
  const started: StartedEnvironment = {
    imp,
    scriptUrl: sdk === 'late' ? imp.scriptUrl() : sdk === 'ready' ? undefined : `sdk/${sdk}.js`,
    stop() {
      for (const step of undo) step();
      for (const script of document.querySelectorAll('script[src*="sdk/"], script[src^="blob:"]')) script.remove();
      if (current === started) current = undefined;
    },
  };
  current = started;
  return started;
}
