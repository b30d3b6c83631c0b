import type { FakePortOneOptions } from '../FakePortOneOptions.js';
import type { FakePortOneOutcomeObject } from '../FakePortOneOutcome.js';
import { buildError, type ErrorDetails } from './buildError.js';
import { buildResponse, buildReturnUrl } from './buildResponse.js';
import { cleanUpEntry, type Entry, loseEntry } from './Entry.js';
import { reportToServer } from './reportToServer.js';

export interface SettlementEnvironment {
  readonly options: () => FakePortOneOptions;
  readonly navigate: (url: string) => void;
  readonly open: Set<Entry>;
}

/** How a request ends: by its promise, by a callback, by leaving the page, or by nothing. */
export interface Settlement {
  reject(entry: Entry, details: ErrorDetails, plain?: boolean): void;
  settle(entry: Entry, outcome: FakePortOneOutcomeObject): Promise<void>;
}

export function createSettlement({ options, navigate, open }: SettlementEnvironment): Settlement {
  function reject(entry: Entry, details: ErrorDetails, plain = false): void {
    open.delete(entry);
    cleanUpEntry(entry);
    entry.record.state = 'rejected';
    entry.record.reason = details.message;
    entry.reject(plain ? new TypeError(details.message) : buildError(entry.call, details));
  }

  function deliver(entry: Entry, response: Entry['record']['response']): void {
    open.delete(entry);
    const { redirectUrl } = entry.params;
    if (entry.leaves && response !== undefined && redirectUrl) {
      cleanUpEntry(entry);
      entry.record.state = 'left';
      entry.record.returnUrl = buildReturnUrl(redirectUrl, response);
      navigate(entry.record.returnUrl);
      return;
    }
    cleanUpEntry(entry);
    entry.record.state = 'answered';
    entry.record.response = response;
    if (entry.callbacks === undefined) entry.settle(response);
    else if (response?.code === undefined) call(entry.callbacks.onIssueBillingKeySuccess, response);
    else {
      const { code, message = '', ...details } = response;
      call(entry.callbacks.onIssueBillingKeyFail, buildError('callback', { code, message, ...details }));
    }
  }

  async function settle(entry: Entry, outcome: FakePortOneOutcomeObject): Promise<void> {
    // Whatever happened meanwhile, such as uninstall(), has taken it away.
    const isGone = () => !open.has(entry);
    if (isGone()) return;
    switch (outcome.type) {
      case 'rejected':
        reject(entry, { code: outcome.code ?? 'BadRequest', message: outcome.message ?? '요청이 올바르지 않습니다.' });
        return;
      case 'networkError':
        reject(entry, { code: '', message: outcome.message ?? 'Failed to fetch' }, true);
        return;
      case 'popupBlocked':
        open.delete(entry);
        loseEntry(entry, 'The browser blocked the popup of the PG, and nobody is told.');
        return;
      case 'silent':
        return;
      case 'issuedUnheard':
        await reportToServer(options().apiUrl, entry, { type: 'issued' });
        open.delete(entry);
        loseEntry(entry, 'The key was issued, and its window was gone before the page could be told.');
        return;
      case 'undefined':
        deliver(entry, undefined);
        return;
      case 'redirect': {
        entry.leaves = true;
        const { result = 'issued' } = outcome;
        await settle(entry, typeof result === 'string' ? { type: result } : result);
        return;
      }
      case 'answer':
        deliver(entry, outcome.response);
        return;
      default: {
        // Without a fake server nothing is awaited: the promise is settled in the task that settles the request.
        const reported = reportToServer(options().apiUrl, entry, outcome);
        if (reported) await reported;
        if (!isGone()) deliver(entry, buildResponse(entry, outcome));
      }
    }
  }

  return { reject, settle };
}

/** What a page's callback throws is the page's own: the SDK goes on. */
function call<Argument>(callback: (argument: Argument) => void, argument: unknown): void {
  try {
    callback(argument as Argument);
  } catch (error) {
    console.error(error);
  }
}
