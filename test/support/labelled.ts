/** Entries of grants under labels, for tests to which the labels mean nothing. */
export function labelled<Entry>(entries: readonly Entry[]): Record<string, Entry> {
  return Object.fromEntries(entries.map((entry, index) => [`entry ${index + 1}`, entry]));
}
