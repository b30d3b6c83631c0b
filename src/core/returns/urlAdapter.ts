/** How the page's address is read and replaced, for routers that keep it in a state of their own. */
export interface UrlAdapter {
  /** The whole address, `https://…`. */
  read(): string;
  /**
   * Puts another in its place, without a new entry in the history. It may be a navigation of a router: while the page loads, the
   * window's own address is replaced without it.
   */
  replace(url: string): void;
}

/** The window's own address, through the History API. The entry's state is the router's: it is kept. */
export const windowAddress: UrlAdapter = {
  read: () => window.location.href,
  replace: (url) => window.history.replaceState(window.history.state, '', url),
};
