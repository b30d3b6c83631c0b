import type { BrowserContext, ConsoleMessage, Page } from 'playwright';

/** What an app may write to the console all the same. */
export type Expected = (message: ConsoleMessage) => boolean;

/** What servers for development write: which tools to install, how they are connected. */
export const isForDevelopers: Expected = (message) =>
  /React DevTools|\[HMR\]|\[vite\]|\[Fast Refresh\]/.test(message.text());

/**
 * Opens a page and does something there.
 *
 * @throws when that fails, or when the page wrote to the console on the way what is not `expected`
 */
export async function watchPage(
  context: BrowserContext,
  expected: Expected,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !expected(message)) complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.setDefaultTimeout(30_000);
  try {
    await act(page);
  } catch (cause) {
    // biome-ignore lint/performance/useDomNodeTextContent: textContent has the page's scripts in it
    const body = await page.locator('body').innerText();
    const shown = `The page at ${page.url()} showed:\n${body}`;
    throw new Error([String(cause), ...complaints, shown].join('\n'), { cause });
  } finally {
    await page.close();
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}
