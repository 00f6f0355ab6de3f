import { type DeclaredGrants, type GrantEntry, parseSignature, spellPrivilege } from '../metadata';
import { bare } from './object-name';
import type { Reason, RightGroup } from './right';

/** What tells where grants come from. */
export interface Origins {
  /** The connector's user: what it gave is temporary. */
  readonly connectorUser?: string | undefined;
  /** What the code declares for this server, all databases. Undefined: nobody said. */
  readonly declared?: readonly DeclaredGrants[] | undefined;
}

/** Groups whose reasons say where they come from; objects and privileges for which that differs are told apart. */
export function* withOrigins(groups: Iterable<RightGroup>, origins: Origins): Generator<RightGroup> {
  for (const group of groups) {
    const parts = new Map<
      string,
      { objects: Set<string>; privileges: Set<RightGroup['privileges'][number]>; reasons: Reason[] }
    >();
    for (const privilege of group.privileges) {
      // Objects first: privileges of the same objects come together again below.
      const byReasons = new Map<string, { objects: string[]; reasons: Reason[] }>();
      for (const object of group.objects) {
        const reasons = group.reasons.map((each) => originated(each, { ...group, object, privilege }, origins));
        const key = reasons.map(({ origin }) => origin).join();
        const part = byReasons.get(key) ?? { objects: [], reasons };
        byReasons.set(key, part);
        part.objects.push(object);
      }
      for (const [key, { objects, reasons }] of byReasons) {
        const whole = JSON.stringify([key, objects]);
        const part = parts.get(whole) ?? { objects: new Set(objects), privileges: new Set(), reasons };
        parts.set(whole, part);
        part.privileges.add(privilege);
      }
    }
    for (const { objects, privileges, reasons } of parts.values()) {
      yield { ...group, objects: [...objects], privileges: [...privileges], reasons };
    }
  }
}

/** One right, as far as a declaration may speak of it. */
interface Asked extends Pick<RightGroup, 'database' | 'role' | 'on' | 'schema' | 'column'> {
  readonly object: string;
  readonly privilege: string;
}

/** A reason with where it comes from; only of grants that can be said. */
export function originated(reason: Reason, right: Asked, { connectorUser, declared }: Origins): Reason {
  if (reason.kind !== 'grant' && reason.kind !== 'public') return reason;
  if (connectorUser !== undefined && reason.grantor === connectorUser) return { ...reason, origin: 'connector' };
  if (declared === undefined) return reason;
  const grantee = reason.kind === 'public' ? 'public' : (reason.through.at(-1) ?? right.role);
  const isSaid = declared.some(
    ({ database, grants = {} }) =>
      (right.database === null || database === right.database) &&
      Object.values(grants).some((entry) => says(entry, grantee, right)),
  );
  return { ...reason, origin: isSaid ? 'declared' : 'nobody' };
}

function says(entry: GrantEntry, grantee: string, { on, schema, object, column, privilege }: Asked): boolean {
  if (!entry.grantees.includes(grantee) || !isKind(entry.on, on)) return false;
  const privileges = entry.privileges.map(spellPrivilege);
  if (!privileges.includes('ALL') && !privileges.includes(privilege)) return false;
  // A right on the whole table is none that an entry for columns gives, and the other way round.
  if (entry.columns == null ? column !== null : column === null || !entry.columns.includes(column)) return false;
  if (on === 'database') return true;
  if (schema !== null && entry.schemas?.includes(schema) !== true) return false;
  if (entry.objects != null) return entry.objects.some((each) => isNamed(each, object, on));
  return entry.except?.some((each) => isNamed(each, object, on)) !== true;
}

function isKind(declared: GrantEntry['on'], on: Asked['on']): boolean {
  return declared === on || (declared === 'routine' && (on === 'function' || on === 'procedure'));
}

function isNamed(written: string, object: string, on: Asked['on']): boolean {
  if (written === object) return true;
  if (on !== 'function' && on !== 'procedure') return false;
  const [one, other] = [parseSignature(written), parseSignature(object)];
  return one.args === undefined
    ? written === bare(object)
    : one.name === bare(object) && one.args.join() === other.args?.join();
}
