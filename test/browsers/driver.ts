/** A browser that is driven from outside, with real clicks and keys. What is opened shares no storage with what was opened before. */
export interface Engine {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit';
  /** What it takes to run here, or why it can't. */
  readonly missing: string | undefined;
  open(options: OpenOptions): Promise<Browser>;
  /** Ends what stays between two launches. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Port of the HTTP proxy that every request goes through. */
  readonly proxy: number;
  /** What the browser says it is. @default its own */
  readonly userAgent?: string | undefined;
  /** Whether a page that is left may be kept and shown again as it was. @default true */
  readonly pageCache?: boolean | undefined;
  /** Whether the browser lets pages keep anything, as a customer can set it. @default true */
  readonly storage?: boolean | undefined;
}

/** Thrown where a driver can't bring about what a case needs; the table says so in place of a result. */
export class NotReached extends Error {
  override name = 'NotReached';
}

export interface Browser {
  readonly version: string;
  newTab(): Promise<Tab>;
  /** A window that a page has opened by itself, each told once. */
  popup(): Promise<Tab | undefined>;
  /** Kills what draws its pages, as a phone does that runs out of memory. The browser itself goes on. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** What is clicked: a part by its role and name, found in shadow roots too, or any element by its text. */
export type Target =
  | { readonly role: Role; readonly name: string; readonly exact?: boolean }
  | { readonly text: string };

export type Role = 'button' | 'checkbox' | 'heading' | 'textbox';

export interface Tab {
  goto(address: string): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  reload(): Promise<void>;
  /** Waits for the target, and clicks it as a person does. */
  click(target: Target): Promise<void>;
  /** Puts the text in place of what a field holds, key by key. */
  type(target: Target, text: string): Promise<void>;
  /** What the target reads, `undefined` when it can't be seen. */
  text(target: Target): Promise<string | undefined>;
  /** Runs in the page, which takes it for nobody's gesture. */
  evaluate<Result>(script: () => Result): Promise<Result>;
  userAgent(): Promise<string>;
  url(): Promise<string>;
  close(): Promise<void>;
}
