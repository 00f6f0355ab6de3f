import { kindLabel, type TargetKind } from './grant-kinds';

interface PrivilegeFacts {
  /** The bit that PostgreSQL keeps in an `aclitem` (`src/include/nodes/parsenodes.h`): a set of privileges is a number. */
  readonly bit: number;
  readonly kinds: readonly TargetKind[];
  /** `server_version_num` from which it exists, where that is newer than 13. */
  readonly since?: number;
}

/** Every privilege there is, in the order of the PostgreSQL manual, which SQL and messages keep to. */
const PRIVILEGES = {
  SELECT: { bit: 1 << 1, kinds: ['table', 'column', 'sequence', 'large_object'] },
  INSERT: { bit: 1 << 0, kinds: ['table', 'column'] },
  UPDATE: { bit: 1 << 2, kinds: ['table', 'column', 'sequence', 'large_object'] },
  DELETE: { bit: 1 << 3, kinds: ['table'] },
  TRUNCATE: { bit: 1 << 4, kinds: ['table'] },
  REFERENCES: { bit: 1 << 5, kinds: ['table', 'column'] },
  TRIGGER: { bit: 1 << 6, kinds: ['table'] },
  MAINTAIN: { bit: 1 << 14, kinds: ['table'], since: 170000 },
  USAGE: { bit: 1 << 8, kinds: ['schema', 'sequence', 'type', 'language', 'foreign_data_wrapper', 'foreign_server'] },
  CREATE: { bit: 1 << 9, kinds: ['database', 'schema', 'tablespace'] },
  CONNECT: { bit: 1 << 11, kinds: ['database'] },
  TEMPORARY: { bit: 1 << 10, kinds: ['database'] },
  EXECUTE: { bit: 1 << 7, kinds: ['function', 'procedure'] },
  SET: { bit: 1 << 12, kinds: ['parameter'], since: 150000 },
  'ALTER SYSTEM': { bit: 1 << 13, kinds: ['parameter'], since: 150000 },
} as const satisfies Record<string, PrivilegeFacts>;

export type Privilege = keyof typeof PRIVILEGES;

const ALL = Object.entries(PRIVILEGES) as [Privilege, PrivilegeFacts][];

/** Each privilege's bit. */
export const PRIVILEGE_BITS = Object.fromEntries(ALL.map(([name, { bit }]) => [name, bit])) as Record<
  Privilege,
  number
>;

/**
 * The privileges a kind has, in the manual's order: what ALL means there.
 *
 * @param serverVersion `server_version_num`; default: every version that is known here
 */
export function privilegesOf(kind: TargetKind, serverVersion = Number.POSITIVE_INFINITY): Privilege[] {
  return ALL.filter(([, { kinds, since = 0 }]) => kinds.includes(kind) && since <= serverVersion).map(([name]) => name);
}

/** All of a kind's privileges as a set of bits. */
export function allBits(kind: TargetKind, serverVersion?: number): number {
  return privilegesOf(kind, serverVersion).reduce((bits, each) => bits | PRIVILEGE_BITS[each], 0);
}

/** A privilege as written, in PostgreSQL's own spelling: `temp` is TEMPORARY, `all privileges` is ALL. */
export function spellPrivilege(written: string): string {
  const upper = written.trim().replace(/\s+/g, ' ').toUpperCase();
  if (upper === 'TEMP') return 'TEMPORARY';
  return upper === 'ALL PRIVILEGES' ? 'ALL' : upper;
}

/** A list of privileges as bits; ALL is every privilege of the kind on this server, names it does not know count for nothing. */
export function bitsOf(written: readonly string[], kind: TargetKind, serverVersion: number): number {
  const all = allBits(kind, serverVersion);
  let bits = 0;
  for (const each of written) {
    const name = spellPrivilege(each);
    bits |= name === 'ALL' ? all : (PRIVILEGE_BITS[name as Privilege] ?? 0) & all;
  }
  return bits;
}

/** Bits as names, in the manual's order. */
export function namesOf(bits: number): Privilege[] {
  const names: Privilege[] = [];
  for (const [name, { bit }] of ALL) if ((bits & bit) !== 0) names.push(name);
  return names;
}

/** What PUBLIC holds on a new object of a kind before anybody grants anything (`acldefault`). */
export function builtInPublicBits(kind: TargetKind): number {
  switch (kind) {
    case 'database':
      return PRIVILEGE_BITS.CONNECT | PRIVILEGE_BITS.TEMPORARY;
    case 'function':
    case 'procedure':
      return PRIVILEGE_BITS.EXECUTE;
    case 'type':
    case 'language':
      return PRIVILEGE_BITS.USAGE;
    default:
      return 0;
  }
}

/** The privileges of kinds, as a reference page lists them: kinds with the same ones together. */
export function privilegesInWords(kinds: readonly TargetKind[]): string {
  const alike = new Map<string, Set<string>>();
  for (const kind of kinds) {
    const privileges = privilegesWithVersions(kind);
    alike.set(privileges, (alike.get(privileges) ?? new Set()).add(kindLabel(kind)));
  }
  const lists = [...alike].map(([privileges, labels]) => `on ${[...labels].join(', ')}: ${privileges}`);
  return `\`ALL\`, or ${lists.join('; ')}`;
}

/** The privileges of a kind, each with the version that it needs. */
export function privilegesWithVersions(kind: TargetKind): string {
  return privilegesOf(kind).map(withVersion).join(', ');
}

function withVersion(name: Privilege): string {
  const { since }: PrivilegeFacts = PRIVILEGES[name];
  return since === undefined ? name : `${name} (from PostgreSQL ${since / 10000})`;
}
