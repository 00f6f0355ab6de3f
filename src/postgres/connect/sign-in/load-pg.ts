/**
 * node-postgres, loaded when first needed. It looks for `navigator` to tell where it runs; where Node has none (before
 * version 21) that look loads all of fetch, which takes longer than node-postgres itself.
 */
export function loadPg(): typeof import('pg') {
  globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node}` } as never;
  return require('pg');
}
