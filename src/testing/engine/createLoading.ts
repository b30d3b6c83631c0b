import type { FakeChannel, FakeIamportOptions } from '../FakeIamportOptions.js';
import type { Dialog } from './createDialog.js';
import type { Timers } from './createTimers.js';
import { listChannels } from './findChannel.js';

/** How far the SDK is: it tells the page nothing of this. */
type LoadingState = 'none' | 'listing' | 'failed' | 'empty' | 'frames' | 'ready';

/** The channel list and the frames made from it: run by `init`, and by the SDK itself after each finished request. */
export interface Loading {
  readonly state: LoadingState;
  start(userCode: string): void;
  /** The frames of this run are loaded. */
  framesReady(): void;
  stop(): void;
}

export interface LoadingEnvironment {
  readonly options: () => FakeIamportOptions;
  readonly dialog: Dialog;
  readonly timers: Timers;
  readonly onReady: () => void;
}

export function createLoading({ options, dialog, timers, onReady }: LoadingEnvironment): Loading {
  let state: LoadingState = 'none';
  let cancelTimer: (() => void) | undefined;

  function framesReady(): void {
    // Frames that are not in the page never load.
    if (state !== 'frames' || !dialog.isConnected) return;
    state = 'ready';
    onReady();
  }

  function listArrives(userCode: string): void {
    const { channelList = 'ok', channels, framesReadyAfter = 0 } = options();
    if (channelList === 'fails') {
      state = 'failed';
      return;
    }
    const list = listChannels(channels);
    if (channelList === 'empty' || list.length === 0) {
      state = 'empty';
      return;
    }
    state = 'frames';
    dialog.build(list.map((channel) => frameAddress(userCode, channel)));
    if (framesReadyAfter !== 'manual') cancelTimer = timers.after(framesReadyAfter, framesReady);
  }

  function stop(): void {
    cancelTimer?.();
    dialog.clear();
    state = 'none';
  }

  return {
    get state() {
      return state;
    },
    start(userCode) {
      stop();
      state = 'listing';
      // A synchronous request in 1.3; jQuery's comes back a task later at the earliest.
      if (options().generation === '1.2') cancelTimer = timers.after(0, () => listArrives(userCode));
      else listArrives(userCode);
    },
    framesReady,
    stop,
  };
}

function frameAddress(userCode: string, { provider, mid }: FakeChannel): string {
  return `https://service.iamport.kr/payments/ready/${userCode}/${provider}/${mid ?? 'test'}`;
}
