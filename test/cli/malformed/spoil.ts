import type { Random } from '../../support/random';

const DEEP = 20_000;

/** JSON that can stand in place of any other; as text, since some of it is nothing that JSON.stringify writes. */
const VALUES: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1.5',
  '70000',
  '1e400',
  '-1e400',
  '123456789012345678901234567890',
  '""',
  '" "',
  '"x"',
  '"é\\u0000"',
  '"\\ud800"',
  '"\\u001b[2J"',
  '"${"',
  '"${var.nothing}"',
  '"${1 + }"',
  '"%{if}"',
  '"${aponopg_role.nothing.id}"',
  '"NaN"',
  '"Infinity"',
  '"__proto__"',
  '[]',
  '[null]',
  '[[]]',
  '[""]',
  '["x", 1, null, {}]',
  '[{}]',
  '{}',
  '{"x": null}',
  '{"": ""}',
  '{"__proto__": {"x": 1}}',
  '{"constructor": {"prototype": {"x": 1}}}',
  '{"toString": 1, "hasOwnProperty": 1, "then": 1, "length": 5}',
  '{"$template": "x"}',
  '{"$template": 5}',
  '{"terraform:unknown": true}',
  `"${'x'.repeat(100_000)}"`,
  `"${'${'.repeat(5_000)}"`,
  `"${'${('.repeat(2_000)}"`,
  `"\${${'['.repeat(5_000)}1${']'.repeat(5_000)}}"`,
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  `[${'null,'.repeat(10_000)}null]`,
];

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
  '',
  ' ',
  'x',
  '\u001b',
  '${x}',
  '$template',
  'for_each',
  'dynamic',
  '//',
  'é\u0000',
];

/** A mark that stands for a text of JSON until all is written. */
const MARK = 'mark-of-a-value-7f3a';

/**
 * Valid JSON, spoilt: one to three members, at any depth, are replaced by something of another kind, taken out, doubled,
 * renamed, or wrapped.
 */
export function spoiltJson(valid: unknown, random: Random): string {
  const marks: string[] = [];
  let value = structuredClone(valid);
  for (let times = 1 + random.below(3); times > 0; times -= 1) value = spoilt(value, random, marks);
  const text = JSON.stringify(value) ?? 'null';
  return marks.reduce((written, mark, at) => written.replaceAll(`"${MARK}${at}"`, () => mark), text);
}

function spoilt(value: unknown, random: Random, marks: string[]): unknown {
  const places = placesIn(value);
  // Now and then all of it.
  const place = random.below(40) === 0 ? undefined : random.of(places);
  const mark = () => `${MARK}${marks.push(random.of(VALUES)) - 1}`;
  if (place === undefined) return mark();
  const { within, key } = place;
  const holder = within as Record<string | number, unknown>;
  switch (random.below(7)) {
    case 0:
      if (Array.isArray(within)) within.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      holder[key] = [holder[key], holder[key]];
      break;
    case 2:
      holder[key] = { [random.of(KEYS)]: holder[key] };
      break;
    case 3:
      if (Array.isArray(within)) within.push(mark());
      else
        Object.defineProperty(within, random.of(KEYS), {
          value: mark(),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      break;
    default:
      holder[key] = mark();
  }
  return value;
}

interface Place {
  readonly within: object;
  readonly key: string | number;
}

/** Every member, those near the root as often as all below them together: else nearly all would be leaves. */
function placesIn(value: unknown): Place[] {
  const levels: Place[][] = [];
  const walk = (within: unknown, depth: number) => {
    if (typeof within !== 'object' || within === null) return;
    for (const [key, member] of Object.entries(within)) {
      levels[depth] ??= [];
      levels[depth].push({ within, key });
      walk(member, depth + 1);
    }
  };
  walk(value, 0);
  const most = Math.max(1, ...levels.map((each) => each.length));
  return levels.flatMap((level) => Array.from({ length: Math.ceil(most / level.length) }, () => level).flat());
}

/** A valid text, spoilt as text: cut, with bytes changed, doubled, put in or taken out. */
export function spoiltText(valid: string, random: Random): Buffer {
  const bytes = Buffer.from(valid);
  const at = random.below(bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const join = (...parts: (Buffer | string)[]) => Buffer.concat(parts.map((each) => Buffer.from(each)));
  switch (random.below(9)) {
    case 0:
      return before;
    case 1:
      return after;
    case 2:
      return join('\ufeff', bytes);
    case 3:
      return join(before, Buffer.from([0xff, 0xfe, 0xc3, 0x28]), after);
    case 4:
      return join(before, random.of(PIECES), after);
    case 5:
      return join(before, after.subarray(1 + random.below(20)));
    case 6:
      return join(bytes, bytes);
    case 7:
      return join(before, '\0', after);
    default:
      return join(before, Buffer.from([random.below(256)]), after.subarray(1));
  }
}

const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  '${',
  '%{',
  '<<EOT\n',
  '/*',
  '\\',
  '\r',
  '\u2028',
  '1e400',
  'NaN',
  '{'.repeat(5_000),
  '['.repeat(5_000),
  '('.repeat(2_000),
  '"${'.repeat(1_000),
  'x'.repeat(200_000),
];
