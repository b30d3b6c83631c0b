import { warnOnce } from './warnOnce.js';

/** Tells of parameters in `order.extra` that the SDK is not sent, as this package decides them. */
export function examineExtra(extra: object | undefined, request: object): void {
  for (const [name, value] of Object.entries(extra ?? {})) {
    if (value === undefined || Reflect.get(request, name) === value) continue;
    warnOnce(
      `extra/${name}`,
      `order.extra.${name} is not sent.`,
      'It is one of the parameters that this package sets itself, or leaves out, and what it does later depends on it.',
      'Give it by the field of the order that stands for it (docs/migration.md), or leave it out.',
    );
  }
}
