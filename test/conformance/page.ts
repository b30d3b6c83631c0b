import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Iamport, IamportRequest, IamportResponse } from '../../src/iamport/wire.js';
import type { SdkDriver, Servers } from './SdkDriver.js';

/** The SDK, as any page finds it. */
export function sdk(): Iamport {
  const { IMP } = window as Window & { IMP?: Iamport };
  if (!IMP) throw new Error('There is no window.IMP.');
  return IMP;
}

/** Loaded and initialised, with its frames ready. */
export async function start(driver: SdkDriver, servers?: Servers): Promise<void> {
  await driver.load(servers);
  sdk().init('imp00000000');
  await driver.framesLoaded();
}

/** One request, and every call of its callback. */
export interface Payment {
  readonly params: IamportRequest;
  readonly answers: IamportResponse[];
}

export function order(changes: Partial<IamportRequest> = {}): IamportRequest {
  return {
    pg: 'html5_inicis',
    pay_method: 'card',
    merchant_uid: `order${crypto.randomUUID().slice(0, 8)}`,
    customer_uid: 'customer1',
    name: '월 구독',
    amount: 1000,
    ...changes,
  };
}

export function pay(changes: Partial<IamportRequest> = {}): Payment {
  return payExactly(order(changes));
}

/** Gives the SDK this very object. */
export function payExactly(params: IamportRequest): Payment {
  const answers: IamportResponse[] = [];
  sdk().request_pay(params, (response) => answers.push(response));
  return { params, answers };
}

export async function answered(payment: Payment): Promise<IamportResponse> {
  return vi.waitUntil(() => payment.answers[0], { timeout: 3000 });
}

export function dialog(): HTMLElement | null {
  return document.querySelector<HTMLElement>('body > div.imp-dialog');
}

export function isWindowOpen(): boolean {
  const element = dialog();
  return element !== null && getComputedStyle(element).display !== 'none';
}

export function frames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll<HTMLIFrameElement>('body > div.imp-dialog > iframe')];
}

/** Does something in the task of a real click. */
export async function click(run: () => void): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'pay';
  button.addEventListener('click', run);
  document.body.prepend(button);
  await userEvent.click(button);
  button.remove();
}

/** Waits until the browser has forgotten the last click. */
export async function activationSpent(): Promise<void> {
  await vi.waitUntil(() => !navigator.userActivation.isActive, { timeout: 10_000, interval: 100 });
}

const devices = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1',
  android: 'Mozilla/5.0 (Linux; Android 14; SM-S928N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36',
} as const;

/** The browser says it is a phone, until `beDesktop()`. */
export function bePhone(device: keyof typeof devices): void {
  Object.defineProperty(navigator, 'userAgent', { value: devices[device], configurable: true });
}

export function beDesktop(): void {
  Reflect.deleteProperty(navigator, 'userAgent');
}
