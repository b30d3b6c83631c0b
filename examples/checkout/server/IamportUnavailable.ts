/** i'mport gave no answer that can be understood, so what became of the call is not known. */
export class IamportUnavailable extends Error {
  override name = 'IamportUnavailable';
  /** True when the call may still be under way over there: no answer came, or none within the deadline. */
  readonly mayStillRun: boolean;

  constructor(message: string, options: { mayStillRun: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.mayStillRun = options.mayStillRun;
  }
}

/** A call that `fetch` gave up. One that never found the other side can't be under way there. */
export function unavailable(path: string, cause: unknown): IamportUnavailable {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
  const neverSent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return new IamportUnavailable(`i'mport did not answer ${path}: ${code || String(cause)}.`, {
    mayStillRun: !neverSent,
    cause,
  });
}
