/**
 * Gives Terraform names to things by what they are called: `Orders database` becomes `orders_database`; a name that is
 * taken gets a number.
 */
export class Names {
  private readonly taken = new Set<string>();

  /** Keeps a name from being given. */
  take(name: string): void {
    this.taken.add(name);
  }

  /** Whether the name of that text is given already. */
  has(text: string): boolean {
    return this.taken.has(nameFrom(text));
  }

  /** A name not given before; `fallback` where nothing of the text can stand in a name. */
  of(text: string, fallback: string): string {
    const wanted = nameFrom(text) || fallback;
    let name = wanted;
    for (let number = 2; this.taken.has(name); number += 1) name = `${wanted}_${number}`;
    this.taken.add(name);
    return name;
  }
}

/** Text as a name in lower case with underscores; empty where nothing of it can stand in one. */
export function nameFrom(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^\d/.test(name) ? `_${name}` : name;
}
