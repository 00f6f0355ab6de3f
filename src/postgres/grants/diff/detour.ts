import type { AclChange } from '../changes';
import type { AclEntry } from '../found/found-index';
import { type Held, NOTHING, union } from '../found/held';
import { type Lists, type Revoking, revoked, type Unit } from './revoke-unit';

/** A way to take what cannot be revoked as its grantor: changes in this order, each undone again but for what is asked. */
export interface Detour {
  readonly changes: readonly AclChange[];
  readonly lists: Lists;
}

/** How the grantor stands. */
export interface GrantorNow {
  /** Nobody can act as it. */
  readonly barred: boolean;
  /** The grant options that it was given itself. */
  readonly options: number;
}

/**
 * By way of the grantor's own grant option: what the owner gave goes for a moment with all that rests on it, or is lent
 * for a moment where there is none any more. Only where nobody else loses anything by it.
 */
export function detourAround(unit: Unit, lists: Lists, revoking: Revoking, grantor: GrantorNow): Detour | undefined {
  const { owner } = unit.standing;
  const { target } = unit.parts[revoking.part] ?? {};
  if (revoking.entry.grantor === owner || target === undefined) return undefined;
  if (unit.barredAs(owner, target) !== undefined) return undefined;
  const lacking = revoking.bits & ~grantor.options;
  const steps = lacking === 0 ? withdrawing(unit, lists, revoking) : lending(unit, lists, revoking, grantor, lacking);
  return steps && withoutHarm(unit, lists, revoking, steps);
}

/** Takes the grant option that the line rests on. */
function withdrawing(unit: Unit, lists: Lists, { part, entry, bits }: Revoking): Detour {
  const { owner } = unit.standing;
  const source = { grantee: entry.grantor, grantor: owner };
  // An option on the table is what a column's grant may rest on.
  const from = part !== 0 && (ownLine(lists, part, source).grantable & bits) === 0 ? 0 : part;
  const made = revoked(unit, lists, { part: from, entry: source, bits, action: 'revoke_grant_option' });
  return { changes: [made.change], lists: made.lists };
}

/** Lends the grant option that the line once rested on, and takes it back with what rests on it. */
function lending(
  unit: Unit,
  lists: Lists,
  { part, entry, bits, action }: Revoking,
  { barred }: GrantorNow,
  lent: number,
): Detour {
  const { owner } = unit.standing;
  const line = { grantee: entry.grantor, grantor: owner };
  const had = ownLine(lists, part, line);
  const lend = grantOf(unit, part, line.grantee, lent);
  let now = withLine(lists, part, {
    ...had,
    ...line,
    privileges: had.privileges | lent,
    grantable: had.grantable | lent,
  });
  const changes: AclChange[] = [lend];
  const run = (revoking: Revoking) => {
    const made = revoked(unit, now, revoking);
    changes.push(made.change);
    now = made.lists;
  };
  if (!barred) run({ part, entry, bits, action });
  const option = lent & had.privileges;
  const whole = lent & ~had.privileges;
  if (option !== 0) run({ part, entry: line, bits: option, action: 'revoke_grant_option' });
  if (whole !== 0) run({ part, entry: line, bits: whole, action: 'revoke' });
  return { changes, lists: now };
}

/** The detour with what it took from the owner's own grants given back; undefined where anything else goes, or not all. */
function withoutHarm(
  unit: Unit,
  before: Lists,
  { part, entry, bits, action }: Revoking,
  steps: Detour,
): Detour | undefined {
  const { owner } = unit.standing;
  const changes = [...steps.changes];
  let lists = steps.lists;
  for (const [at, { asked }] of unit.parts.entries()) {
    for (const [line, was] of (before[at] ?? []).entries()) {
      const is = steps.lists[at]?.[line] ?? { ...was, ...NOTHING };
      const ask = asked[line] ?? NOTHING;
      const privileges = was.privileges & ~is.privileges & ~ask.privileges;
      const grantable = was.grantable & ~is.grantable & ~ask.grantable & ~ask.privileges;
      if ((privileges === 0 && grantable === 0) || was.grantee === owner) continue;
      if (was.grantor !== owner) return undefined;
      const again = { ...was, privileges: is.privileges | privileges | grantable, grantable: is.grantable | grantable };
      lists = lists.with(at, (lists[at] ?? []).with(line, again));
      if (grantable !== 0) changes.push(grantOf(unit, at, was.grantee, grantable));
      const plain = privileges & ~grantable;
      if (plain !== 0) changes.push({ ...grantOf(unit, at, was.grantee, plain), grantable: false });
    }
  }
  const left = ownLine(lists, part, entry);
  if (((action === 'revoke' ? left.privileges : left.grantable) & bits) !== 0) return undefined;
  return { changes: changes.map((each) => ({ ...each, detour: true })), lists };
}

function grantOf({ parts, standing: { owner } }: Unit, part: number, grantee: string, privileges: number): AclChange {
  const target = parts[part]?.target as AclChange['target'];
  return { action: 'grant', target, grantee, grantor: owner, privileges, grantable: true, cascade: false };
}

function ownLine(lists: Lists, part: number, { grantee, grantor }: Pick<AclEntry, 'grantee' | 'grantor'>): AclEntry {
  const mine = (lists[part] ?? []).filter((each) => each.grantee === grantee && each.grantor === grantor);
  return { grantee, grantor, initial: false, ignored: false, ...mine.reduce<Held>(union, NOTHING) };
}

/** The lists with a line set; a new one comes last, so that the others keep their places. */
function withLine(lists: Lists, part: number, line: AclEntry): Lists {
  const lines = lists[part] ?? [];
  const at = lines.findIndex((each) => each.grantee === line.grantee && each.grantor === line.grantor);
  return lists.with(part, at === -1 ? [...lines, line] : lines.with(at, { ...lines[at], ...line }));
}
