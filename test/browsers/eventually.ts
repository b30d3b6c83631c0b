/** In ms: on a busy machine a browser may be slow, and what passes waits no longer than it has to. */
const limit = 30_000;

/** Asks again until there is something; an error counts as nothing, since a page may be on its way to another. */
export async function eventually<Value>(what: string, ask: () => Promise<Value | undefined | false>): Promise<Value> {
  const end = Date.now() + limit;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const value = await ask();
      if (value !== undefined && value !== false) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${limit} ms for ${what}.`, { cause: last });
}
