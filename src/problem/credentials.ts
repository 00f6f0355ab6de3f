/** What stands in the place of a password. */
const MASK = '********';

/**
 * `scheme://user:` and all that may be a password with what is behind it; that reaches to the last at sign, since it may
 * hold slashes, colons and at signs itself. Taken in as a whole, so that a text of many such beginnings is read once.
 */
const IN_URL = /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"'`]*):([^\s"'`]*)/gi;
/** `password=...` as a connection string or the query of a URL has it; a quote that is never closed counts to the end. */
const IN_PAIRS =
  /((?:^|[\s?&;,"'({])(?:password|passwd|pwd|sslpassword|pgpassword|token|access_token)\s*=\s*)('(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?|(?:\\.|[^\s&'"\\])+)/gi;
/** What PostgreSQL stores of a password. */
const VERIFIERS = [
  /(SCRAM-SHA-256(?:\$|%24)\d+(?::|%3A))[A-Za-z0-9+/=%]{1,2000}(?:\$|%24)[A-Za-z0-9+/=%]{1,400}(?::|%3A)[A-Za-z0-9+/=%]+/gi,
  /(\bmd5)[0-9a-f]{32}\b/g,
];
const PRIVATE_KEY = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** `user:password@host` without a scheme, where it is all there is. */
const BARE = /^(?![a-z][a-z0-9+.-]*:\/\/)([^:@\s/]*):(.*)@([^@]*)$/is;
/** A URL that is all there is: white space may be part of its password. */
const WHOLE_URL = /^([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):(.*)@/is;
const SECRET_MEMBER = /^(?:.*_)?(?:password|passwd|pwd|token|secret|secret_key)(?:_wo)?$/i;

/** A text without the passwords in its URLs and connection strings, without verifiers and private keys. */
export function maskCredentials(text: string): string {
  const masked = text.replace(IN_URL, maskUrl).replace(IN_PAIRS, `$1${MASK}`);
  return [...VERIFIERS, PRIVATE_KEY].reduce((rest, each) => rest.replace(each, `$1${MASK}`), masked);
}

/** The same for a whole value, at every depth; a text may then also be `user:password@host`, as people paste it. */
export function maskValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return maskCredentials(value).replace(WHOLE_URL, `$1:${MASK}@`).replace(BARE, `$1:${MASK}@$3`);
  }
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      isSecretMember(name) && typeof each === 'string' ? MASK : maskValue(each),
    ]),
  );
}

/** Whether a member of this name is where a secret belongs. */
export function isSecretMember(name: string): boolean {
  return SECRET_MEMBER.test(name);
}

/** Whether a text is more than the one name that it should be: a URL with a user, or a connection string. */
export function holdsCredentials(text: string): boolean {
  return passwordsIn(text).length > 0;
}

/** The passwords in a text that is a URL or a connection string, or holds one, each also decoded; and private keys. */
export function passwordsIn(text: string): string[] {
  const found = [
    ...[...text.matchAll(PRIVATE_KEY)].map(([key]) => key),
    ...[...text.matchAll(IN_URL)].map((match) => beforeHost(match[2] ?? '')),
    ...[...text.matchAll(IN_PAIRS)].map((match) => unquoted(match[2] ?? '')),
    BARE.exec(text)?.[2] ?? '',
    WHOLE_URL.exec(text)?.[2] ?? '',
  ];
  const all = found.flatMap((each) => [each, decoded(each)]).filter((each) => each !== '' && each !== MASK);
  return [...new Set(all)];
}

function maskUrl(whole: string, user: string, rest: string): string {
  const at = rest.lastIndexOf('@');
  return at === -1 ? whole : `${user}:${MASK}${rest.slice(at)}`;
}

/** Empty where no host comes behind it. */
function beforeHost(rest: string): string {
  return rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
}

function unquoted(text: string): string {
  return text.replace(/^['"]|['"]$/g, '').replace(/\\(.)/gs, '$1');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
