import { createHash } from 'node:crypto';

const HEAD = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/** What the lock file says of a provider. */
export interface LockEntry {
  readonly source: string;
  readonly version: string;
  /** As in `required_providers`; left out where that is not known. */
  readonly constraints?: string;
  readonly hashes: readonly string[];
}

/**
 * The lock file with the entry in its place; everything else stays to the letter.
 *
 * @param text the file as it is, empty where there is none
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function withLockEntry(text: string, entry: LockEntry): string {
  const written = renderEntry(entry, lineBreakOf(text));
  if (text.trim() === '') return `${HEAD}\n${written}`;
  const entries = entriesOf(text);
  const before = entries.find(({ source }) => source === entry.source);
  if (before) return text.slice(0, before.start) + written + text.slice(before.end);
  // In the order that Terraform itself keeps.
  const next = entries.find(({ source }) => source > entry.source);
  if (next) return `${text.slice(0, next.start)}${written}${lineBreakOf(written)}${text.slice(next.start)}`;
  return `${text.trimEnd()}${lineBreakOf(written).repeat(2)}${written}`;
}

/** The version that a lock file has of a provider; undefined where it has no entry of it. */
export function lockedVersion(text: string, source: string): string | undefined {
  const entry = entriesOf(text).find((each) => each.source === source);
  return entry && /^\s*version\s*=\s*"([^"]+)"/m.exec(text.slice(entry.start, entry.end))?.[1];
}

/**
 * Terraform's `h1:` hash of a package folder: the same on every platform for the same files.
 *
 * @param files the package's files by name
 */
export function packageHash(files: Readonly<Record<string, Buffer>>): string {
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${sha256(files[name] as Buffer).toString('hex')}  ${name}\n`);
  return `h1:${sha256(Buffer.from(lines.join(''))).toString('base64')}`;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function renderEntry({ source, version, constraints, hashes }: LockEntry, lineBreak: string): string {
  return [
    `provider "${source}" {`,
    ...(constraints === undefined
      ? [`  version = "${version}"`]
      : [`  version     = "${version}"`, `  constraints = "${constraints}"`]),
    '  hashes = [',
    ...hashes.map((hash) => `    "${hash}",`),
    '  ]',
    '}',
    '',
  ].join(lineBreak);
}

function entriesOf(text: string): { source: string; start: number; end: number }[] {
  return [...text.matchAll(/^provider "([^"]+)" \{\r?\n[\s\S]*?^\}(?:\r?\n|$(?![\s\S]))/gm)].map((match) => ({
    source: match[1] as string,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
