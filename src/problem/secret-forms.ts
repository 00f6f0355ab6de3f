/** One way in which a secret may be written. */
export interface SecretForm {
  readonly text: string;
  /** Counts only where no letter, digit or underscore stands beside it. */
  readonly wholeWord: boolean;
}

/** Below this a secret is looked for as a whole word only: `postgres` is not hidden in `postgresql`. */
const ANYWHERE_LENGTH = 9;
/** An encoding as short as this stands in any text by chance. */
const SHORTEST_ENCODING = 6;

/**
 * Whether hiding a text would hide anything. One to three characters, or up to six digits, stand in every text: stars in
 * their place would tell what they are, and make the rest unreadable.
 */
export function canBeHidden(secret: string): boolean {
  return secret.length > 3 && !/^\d{1,6}$/.test(secret) && !/^(true|false|null)$/.test(secret);
}

/** The ways a secret may be written: as it is, escaped, URL-encoded, in base64 within other bytes, in hexadecimal. */
export function secretForms(secret: string): SecretForm[] {
  const wholeWord = secret.length < ANYWHERE_LENGTH;
  const written = new Set<string>();
  for (const each of new Set([secret, secret.normalize('NFC'), secret.normalize('NFD')])) {
    // Names of hosts are put into lower case on the way, and so are secrets that stand among them.
    for (const form of [...escaped(each), each.toLowerCase(), ...percentEncoded(each)]) written.add(form);
  }
  const encoded = new Set([...base64Encoded(secret), ...hexEncoded(secret)]);
  return [
    ...[...written].map((text) => ({ text, wholeWord })),
    ...[...encoded]
      .filter((text) => text.length >= SHORTEST_ENCODING)
      .map((text) => ({ text, wholeWord: wholeWord && text.length < ANYWHERE_LENGTH })),
  ];
}

/** As JSON, JSON within JSON, JavaScript, SQL, HTML and HCL write it between quotes. */
function escaped(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[^\0-\x7f]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    json,
    ascii,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('\\"', '"').replaceAll("'", "\\'"),
    secret.replaceAll("'", "''"),
    secret.replaceAll('"', '""'),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    json.replace(/([$%])\{/g, '$1$1{'),
    secret.replaceAll('&', '\\u0026').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
  ];
}

function percentEncoded(secret: string): string[] {
  const bytes = [...Buffer.from(secret)];
  const byte = (each: number) => `%${each.toString(16).padStart(2, '0').toUpperCase()}`;
  const encode = (plain: RegExp) =>
    bytes.map((each) => (plain.test(String.fromCharCode(each)) ? String.fromCharCode(each) : byte(each))).join('');
  const forms = [/[A-Za-z0-9_.~-]/, /[A-Za-z0-9_.!~*'()-]/, /[A-Za-z0-9_.*-]/, /[A-Za-z0-9_.~!*'();:@&=+$,/?#-]/].map(
    encode,
  );
  const all = [...forms, ...forms.map((each) => each.replaceAll('%20', '+'))];
  const lowered = all.map((each) => each.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase()));
  return [...all, ...lowered, ...all.map((each) => each.toLowerCase())];
}

/** Also as part of a longer text, such as `user:password`: then it may begin at any of three places. */
function base64Encoded(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [whole, ...parts].flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_')]);
}

function hexEncoded(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.toUpperCase()];
}
