/** What the SDK tells apart: it never asks for more than this. */
export interface Device {
  readonly phone: boolean;
  readonly ios: boolean;
}

/** By user agent, as the SDK does; an iPad that calls itself a Mac is a desktop to it. */
export function readDevice(wanted: 'auto' | 'desktop' | 'phone', userAgent: string): Device {
  const ios = /iPhone|iPad|iPod/i.test(userAgent);
  const phone =
    wanted === 'auto' ? ios || /Android|Mobile|Windows Phone|BlackBerry/i.test(userAgent) : wanted === 'phone';
  return { phone, ios: phone && ios };
}
