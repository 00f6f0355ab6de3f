/**
 * Terraform's numbers have 512 bits, JavaScript's 53. A number that a JavaScript number holds without loss becomes one,
 * a longer whole number a bigint; a longer fraction is refused, because Terraform would take what comes back for another.
 */
export function readNumber(raw: number | bigint | string): number | bigint {
  if (typeof raw === 'bigint') return fitted(raw);
  if (typeof raw === 'number') {
    if (!Number.isFinite(raw)) throw new Error('an infinite number is not supported');
    return Number.isInteger(raw) ? fitted(BigInt(raw)) : raw;
  }
  const decimal = parseDecimal(raw);
  if (!decimal) throw new Error('a number was expected');
  if (decimal.exponent >= 0) return fitted(BigInt(decimal.digits + '0'.repeat(decimal.exponent)));
  const number = Number(raw);
  const kept = Number.isFinite(number) ? parseDecimal(String(number)) : undefined;
  if (kept?.digits !== decimal.digits || kept.exponent !== decimal.exponent) {
    throw new Error('this number has more decimal places than the provider can keep; round it to 15 digits');
  }
  return number;
}

/**
 * A finite number as MessagePack carries it: decimal text. Terraform 1.10 to 1.14 take a whole number that comes as such
 * for another than the one in their state, and a refresh then looks like a change.
 */
export function writtenNumber(value: number | bigint): string {
  return typeof value === 'number' && !Number.isInteger(value) ? String(value) : String(BigInt(value));
}

/** Puts the numbers of a JSON text that a JavaScript number cannot hold in quotes; readNumber reads them so. */
export function quoteLongNumbers(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) => {
    if (token.startsWith('"') || token.length < 16) return token;
    return String(Number(token)) === token ? token : `"${token}"`;
  });
}

function fitted(whole: bigint): number | bigint {
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

/** Digits without outer zeros, with the sign, and the power of ten they are to be multiplied by. */
function parseDecimal(text: string): { digits: string; exponent: number } | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  if (whole + fraction === '') return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return { digits: '0', exponent: 0 };
  const exponent = Number(power) - fraction.length + (digits.length - significant.length);
  if (exponent > MAX_EXPONENT) return undefined;
  return { digits: (sign === '-' ? '-' : '') + significant, exponent };
}

/** Far beyond any number Terraform computes with; keeps hostile input from filling the memory with zeros. */
const MAX_EXPONENT = 10_000;
