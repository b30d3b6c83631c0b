import type { FakeIamportServer } from '../../src/testing/server/index.js';
import type { Browser, OpenOptions, Tab } from './driver.js';
import type { Network } from './network.js';

/** What a case is played on: the example, an i'mport of its own behind it, and a browser that is asked for. */
export interface Scene {
  readonly shop: string;
  readonly network: Network;
  readonly iamport: FakeIamportServer;
  open(options?: SceneOptions): Promise<Browser>;
  /** A new tab with the shop in it. */
  visit(browser: Browser, address?: string): Promise<Tab>;
  /** Charges that i'mport made since the case began. */
  charges(): number;
  /** Charges that i'mport was asked for since then. */
  asked(): number;
}

export type SceneOptions = Omit<OpenOptions, 'proxy' | 'userAgent'> & { readonly phone?: boolean };

/** A row of the table. What it returns is the cell: what was seen, in a few words. */
export interface Case {
  readonly name: string;
  play(scene: Scene): Promise<string>;
}

/** "1 charge": i'mport has made it, and was asked for no other. */
export function charged(scene: Scene): string {
  const [charges, asked] = [scene.charges(), scene.asked()];
  if (charges !== 1 || asked !== 1) throw new Error(`i'mport was asked for ${asked} charges, and made ${charges}.`);
  return '1 charge';
}
