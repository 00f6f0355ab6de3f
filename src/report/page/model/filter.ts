import type { ChangedRight, Reason, Right } from './data';

/** Which rights are shown. */
export interface Filter {
  /** Parts of names, all of which have to be there; upper and lower case are the same. */
  readonly search: string;
  /** Empty: any. */
  readonly privilege: string;
  readonly why: Why;
  /** Empty: all. */
  readonly database: string;
}

export type Why = keyof typeof WHY;

/** By which reasons rights are chosen. */
export const WHY = {
  any: { label: 'any reason', holds: () => true },
  own: {
    label: 'granted to the role itself',
    holds: ({ kind, through }: Reason) => kind === 'grant' && through.length === 0,
  },
  membership: { label: 'by a membership', holds: ({ through }: Reason) => through.length > 0 },
  owner: { label: 'as owner', holds: ({ kind }: Reason) => kind === 'owner' },
  predefined: { label: "by a role of PostgreSQL's", holds: ({ kind }: Reason) => kind === 'predefined' },
  nobody: { label: 'declared by nobody', holds: ({ origin }: Reason) => origin === 'nobody' },
  connector: { label: 'by the connector, for a time', holds: ({ origin }: Reason) => origin === 'connector' },
} as const satisfies Record<string, { label: string; holds: (reason: Reason) => boolean }>;

export const NO_FILTER: Filter = { search: '', privilege: '', why: 'any', database: '' };

/** Whether a right is shown, whatever is searched for. */
export function isShown(
  { privileges, reasons, database }: ChangedRight,
  { privilege, why, database: only }: Filter,
): boolean {
  if (privilege !== '' && !privileges.includes(privilege)) return false;
  if (only !== '' && database !== null && database !== only) return false;
  return why === 'any' || reasons.some(WHY[why].holds);
}

/** Whether every part that is searched for is in one of the texts. */
export function matcherOf(search: string): (...texts: readonly (string | null)[]) => boolean {
  const parts = search
    .toLowerCase()
    .split(/\s+/)
    .filter((each) => each !== '');
  if (parts.length === 0) return () => true;
  return (...texts) => {
    const all = texts
      .filter((each) => each !== null)
      .join('\n')
      .toLowerCase();
    return parts.every((each) => all.includes(each));
  };
}

/** The texts of a right that a search looks at. */
export function textsOf({ roles, on, schema, objects, column, privileges, reasons }: ChangedRight): string[] {
  const named = objects.map((each) => (schema === null ? each : `${schema}.${each}`));
  return [
    ...roles,
    on,
    ...named,
    column ?? '',
    ...privileges,
    ...reasons.flatMap(({ grantor, through }) => [grantor ?? '', ...through]),
  ];
}

/** The privileges that there are to choose from. */
export function privilegesIn(rights: readonly Pick<Right, 'privileges'>[]): string[] {
  return [...new Set(rights.flatMap(({ privileges }) => privileges))].sort();
}

/** The reasons that there are to choose from. */
export function whysIn(rights: readonly Pick<Right, 'reasons'>[]): Why[] {
  const names = Object.keys(WHY) as Why[];
  const found = new Set<Why>(['any']);
  for (const { reasons } of rights) {
    for (const each of names) if (!found.has(each) && reasons.some(WHY[each].holds)) found.add(each);
  }
  return names.filter((each) => found.has(each));
}
