/** Tells a fake server what came of a request. It rejects, with the server's own words where it has any, when it does not take it. */
export async function postReport<Report extends object>(apiUrl: string, report: Report): Promise<void> {
  const answer = await fetch(`${apiUrl.replace(/\/$/, '')}/_window/issued`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(report),
  });
  if (answer.ok) return;
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string };
  throw new Error(message ?? `The fake server at ${apiUrl} did not take what came of it: HTTP ${answer.status}.`);
}

/** As card numbers are printed on receipts: the first six and the last four digits. */
export function maskNumber(number: string): string {
  const digits = number.replaceAll('-', '');
  return `${digits.slice(0, 6)}******${digits.slice(-4)}`;
}
