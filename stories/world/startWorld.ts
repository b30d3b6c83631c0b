import { createFakeIamport, type FakeIamport } from '../../src/testing/index.js';
import type { World } from './outcomes.js';

export interface WorldSettings extends World {
  readonly device: 'desktop' | 'phone';
  readonly isSlow: boolean;
  readonly language: 'ko' | 'en';
}

export interface StartedWorld {
  readonly imp: FakeIamport;
  /** Where the provider is to load the SDK from. */
  readonly scriptUrl: string | undefined;
  stop(): void;
}

let current: StartedWorld | undefined;

/** The world of the story that is on the page. */
export function world(): StartedWorld {
  if (!current) throw new Error('No story is running.');
  return current;
}

const phone =
  'Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36';

/** Puts everything outside of the library into place: the SDK, the device, the network. */
export function startWorld(settings: WorldSettings): StartedWorld {
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
    ...(!leaves && { navigate: () => {} }),
  });
  const undo = [() => imp.uninstall()];
  if (sdk === 'ready') imp.install();
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
    // Too late for the click, as the browser would say after some seconds; a tool that watches the page may say otherwise.
    Object.defineProperty(navigator, 'userActivation', { value: { isActive: false }, configurable: true });
    undo.push(() => void Reflect.deleteProperty(navigator, 'userActivation'));
  }
  const started: StartedWorld = {
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
