/** What of the page is seen, as the end of its address says it: it can be gone back from, and kept as a bookmark. */
export interface Route {
  readonly view: string;
  readonly [parameter: string]: string;
}

/** `#view=role&name=reader`. */
export function hrefOf(route: Route): string {
  return `#${new URLSearchParams(route)}`;
}

/** @param first the view where the address names none */
export function routeIn(hash: string, first: string): Route {
  return { view: first, ...Object.fromEntries(new URLSearchParams(hash.slice(1))) };
}
