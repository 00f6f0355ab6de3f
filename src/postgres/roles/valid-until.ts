const FORM = /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * A point in time in one form for each, so that two texts can be compared: `2030-01-31T12:00:00Z`, with up to six
 * decimals of a second where they are not zero, or `infinity`. A text without a zone is taken as UTC.
 *
 * @returns undefined when the text is neither
 */
export function canonicalInstant(text: string): string | undefined {
  if (text.toLowerCase() === 'infinity') return 'infinity';
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const at = new Date(0);
  // `Date.UTC` would take a year below 100 for one of the last century.
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  at.setUTCHours(Number(hour), Number(minute), Number(second));
  const local = at.getTime();
  const written = [year, month, day, hour, minute, second].map(Number).join();
  if (Number.isNaN(local) || partsOf(at).join() !== written) return undefined;
  const instant = new Date(local - offsetMinutes(zone) * 60_000);
  const [y, ...rest] = partsOf(instant) as [number, ...number[]];
  const [mo, d, h, mi, s] = rest.map((part) => String(part).padStart(2, '0'));
  const decimals = fraction.replace(/0+$/, '');
  return `${String(y).padStart(4, '0')}-${mo}-${d}T${h}:${mi}:${s}${decimals === '' ? '' : `.${decimals}`}Z`;
}

/** Whether two expiries are the same; none at all and `infinity` are. */
export function sameInstant(left: string | null, right: string | null): boolean {
  const canonical = (text: string | null) => (text === null ? 'infinity' : (canonicalInstant(text) ?? text));
  return canonical(left) === canonical(right);
}

function partsOf(at: Date): number[] {
  return [
    at.getUTCFullYear(),
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ];
}

function offsetMinutes(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith('-') ? -minutes : minutes;
}
