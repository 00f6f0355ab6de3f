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
 * The lock file with the entry in its place; every other provider's entry stays to the letter.
 *
 * @param text the file as it is, empty where there is none
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function withLockEntry(text: string, entry: LockEntry): string {
  const others = entriesOf(text).filter(({ source }) => source !== entry.source);
  const all = [...others, { source: entry.source, text: renderEntry(entry) }];
  all.sort((a, b) => (a.source < b.source ? -1 : 1));
  return `${HEAD}\n${all.map((each) => each.text).join('\n')}`;
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

function renderEntry({ source, version, constraints, hashes }: LockEntry): string {
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
  ].join('\n');
}

function entriesOf(text: string): { source: string; text: string }[] {
  return [...text.matchAll(/^provider "([^"]+)" \{\n[\s\S]*?^\}\n?/gm)].map((match) => ({
    source: match[1] as string,
    text: match[0].endsWith('\n') ? match[0] : `${match[0]}\n`,
  }));
}
