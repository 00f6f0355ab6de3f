import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import type { Description } from './description';
import { integer, text } from './fields';
import { isMissing, known } from './unknown';

/** Letters and digits: they need quoting in no shell, URL, connection string or file. */
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Nobody guesses a password with so many bits, whatever is known of its verifier. */
const FEWEST_BITS = 80;
const DEFAULT_LENGTH = 32;
/** What is derived is no stronger than its key. */
const SHORTEST_KEY = 32;

const schema = z.strictObject({
  length: integer(8, 256, {
    description: 'How many characters the password has.',
    unit: 'characters',
    default: DEFAULT_LENGTH,
  }).optional(),
  alphabet: annotate(z.string().regex(/^[\x21-\x7e]+$/), {
    description:
      'The characters that it is drawn from, each as likely as the others. By default those that need quoting nowhere.',
    allowed: 'printable ASCII characters without the space, none of them twice',
    default: LETTERS_AND_DIGITS,
  }).optional(),
  version: integer(0, undefined, {
    description:
      'The version that the password is drawn for. Where it is given, a role takes the password only under the same `password_wo_version`.',
    example: 1,
  }).optional(),
  key: text({
    description:
      'A secret to derive the password from: the same `key`, `name` and `version` give the same password in every run, for stores that nobody can read back. Random where it is left out.',
    sensitive: true,
    allowed: `at least ${SHORTEST_KEY} characters`,
  }).optional(),
  name: text({
    description: 'What the password is for, where it is derived: another name, another password.',
    example: 'orders/apono_connector',
  }).optional(),
  result: text({
    description: 'The password: another one in every plan and apply, where it is not derived.',
    sensitive: true,
    readOnly: true,
  }).optional(),
});

/** `ephemeral aponopg_password`: a password that only one apply knows. */
export const password: Description<typeof schema> = {
  name: 'aponopg_password',
  summary:
    'A strong random password, drawn anew in every plan and apply, for write-only arguments: it stands in no state and no plan. Whoever takes it stores it when its own version changes, and only then. Terraform >= 1.10 (write-only arguments to give it to: >= 1.11).',
  schema,
  rules: [alphabetRule, strengthRule, derivedRule],
};

/** What a password is drawn by; unknown members are none of its business. */
export interface PasswordRecipe {
  readonly length: number;
  readonly alphabet: string;
}

/** The recipe of a configuration, defaults filled in. */
export function passwordRecipe({ length, alphabet }: Readonly<Record<string, unknown>>): PasswordRecipe {
  return {
    length: (known(length) as number | undefined) ?? DEFAULT_LENGTH,
    alphabet: (known(alphabet) as string | undefined) ?? LETTERS_AND_DIGITS,
  };
}

/** What a password is derived from has to be told whole. */
function derivedRule({ key, name, version }: Readonly<Record<string, unknown>>): Problem[] {
  if (isMissing(key)) {
    return isMissing(name)
      ? []
      : [
          problem('CONFLICTING_VALUES', ['name'], '`name` is given without `key`', {
            allowed: '`key`, `name` and `version` together, or neither `key` nor `name`',
            next: 'Give the key to derive the password from, or leave the name out.',
          }),
        ];
  }
  const missing = [isMissing(name) ? 'name' : '', isMissing(version) ? 'version' : ''].filter(Boolean);
  const short = typeof key === 'string' && key.length < SHORTEST_KEY;
  return [
    ...missing.map((each) =>
      problem('MISSING_VALUE', [each], `\`${each}\` is required with \`key\``, {
        next: `Give \`${each}\`: the password is derived from it.`,
      }),
    ),
    ...(short
      ? [
          problem('INVALID_VALUE', ['key'], '`key` is too short to derive a password from', {
            allowed: `at least ${SHORTEST_KEY} characters`,
            next: 'Make one with: openssl rand -hex 32',
          }),
        ]
      : []),
  ];
}

function alphabetRule({ alphabet }: Readonly<Record<string, unknown>>): Problem[] {
  const characters = known(alphabet);
  if (typeof characters !== 'string') return [];
  const twice = [...characters].find((each, index) => characters.indexOf(each) < index);
  if (twice === undefined) return [];
  return [
    problem('INVALID_VALUE', ['alphabet'], `\`alphabet\` has ${JSON.stringify(twice)} twice`, {
      allowed: 'printable ASCII characters without the space, none of them twice',
      next: 'Remove one of them: a character that stands there twice would be drawn twice as often.',
    }),
  ];
}

function strengthRule(value: Readonly<Record<string, unknown>>): Problem[] {
  if ([value.length, value.alphabet].some((each) => each !== undefined && known(each) === undefined)) return [];
  const { length, alphabet } = passwordRecipe(value);
  const bits = Math.floor(length * Math.log2(alphabet.length));
  if (bits >= FEWEST_BITS) return [];
  const needed = alphabet.length < 2 ? undefined : Math.ceil(FEWEST_BITS / Math.log2(alphabet.length));
  return [
    problem('INVALID_VALUE', ['length'], `${length} characters out of ${alphabet.length} are ${bits} bits: too few`, {
      value: length,
      allowed: `passwords of at least ${FEWEST_BITS} bits`,
      next:
        needed === undefined
          ? 'Give `alphabet` more characters, or leave it out.'
          : `Give \`length\` at least ${needed}, or leave both out: ${DEFAULT_LENGTH} letters and digits.`,
    }),
  ];
}
