import { Token } from 'cdktf';
import { type DefaultPrivilegePiece, foldDefaultPrivileges, foldGrants, type GrantPiece } from '../src/metadata';
import type { IDatabaseRole } from './database-role';
import type { FutureGrant, PlacedGrant } from './grant-target';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';
import { isReference, roleKey } from './role-order';

type Entries<Entry> = Readonly<Record<string, Entry>>;

/**
 * Grants as they are gathered: few entries, the same ones whatever the order in which a program said them. References
 * are folded under names that stand for them, and put back.
 */
export class GrantEntries {
  private readonly pieces: GrantPiece[] = [];
  private readonly futurePieces: DefaultPrivilegePiece[] = [];
  private readonly open = new Map<string, AponopgGrantsArgumentsGrants>();
  private readonly openFuture = new Map<string, AponopgGrantsArgumentsDefaultPrivileges>();
  /** The names of roles, or the references to them, by what they are known by. */
  private readonly roles = new Map<string, string>();
  private made: { grants: Entries<AponopgGrantsArgumentsGrants> | undefined } | undefined;
  private madeFuture: { grants: Entries<AponopgGrantsArgumentsDefaultPrivileges> | undefined } | undefined;

  add(role: IDatabaseRole, grant: PlacedGrant): void {
    this.made = undefined;
    const { schema, withGrantOption, ...rest } = grant;
    if (isOpen(grant)) {
      const schemas = schema === undefined ? {} : { schemas: [schema] };
      const entry = { ...rest, ...schemas, withGrantOption, grantees: [role.roleName] };
      this.open.set(openLabel(this.open, grant.on, role), entry);
      return;
    }
    this.pieces.push({
      ...(rest as GrantPiece),
      grantee: this.keyOf(role),
      ...(schema !== undefined && { schema: standIn(schema) }),
      ...(rest.objects && { objects: rest.objects.map(standIn) }),
      with_grant_option: withGrantOption === true,
    });
  }

  addFuture(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): void {
    this.madeFuture = undefined;
    const { schema, withGrantOption, ...rest } = grant;
    if (isOpen(grant)) {
      const schemas = schema === undefined ? {} : { schemas: [schema] };
      const entry = { ...rest, ...schemas, withGrantOption, owners: [owner.roleName], grantees: [role.roleName] };
      this.openFuture.set(openLabel(this.openFuture, grant.on, role), entry);
      return;
    }
    this.futurePieces.push({
      ...(rest as DefaultPrivilegePiece),
      grantee: this.keyOf(role),
      owner: this.keyOf(owner),
      ...(schema !== undefined && { schema: standIn(schema) }),
      with_grant_option: withGrantOption === true,
    });
  }

  /** The entries of `grants` by their labels; undefined where there are none. */
  get grants(): Entries<AponopgGrantsArgumentsGrants> | undefined {
    this.made ??= {
      grants: inOne(
        foldGrants(this.pieces),
        this.open,
        ({ grantees, schemas, objects, with_grant_option, ...rest }) => ({
          grantees: this.namesOf(grantees),
          ...rest,
          ...(schemas && { schemas: schemas.map(behind) }),
          ...(objects && { objects: objects.map(behind) }),
          ...(with_grant_option && { withGrantOption: true }),
        }),
      ),
    };
    return this.made.grants;
  }

  /** Those of `default_privileges`. */
  get defaultPrivileges(): Entries<AponopgGrantsArgumentsDefaultPrivileges> | undefined {
    this.madeFuture ??= {
      grants: inOne(
        foldDefaultPrivileges(this.futurePieces),
        this.openFuture,
        ({ grantees, owners, schemas, with_grant_option, ...rest }) => ({
          owners: this.namesOf(owners),
          grantees: this.namesOf(grantees),
          ...rest,
          ...(schemas && { schemas: schemas.map(behind) }),
          ...(with_grant_option && { withGrantOption: true }),
        }),
      ),
    };
    return this.madeFuture.grants;
  }

  private keyOf(role: IDatabaseRole): string {
    const key = roleKey(role);
    // A reference makes sure that the role is there first.
    if (!this.roles.has(key) || isReference(role.roleName)) this.roles.set(key, role.roleName);
    return key;
  }

  private namesOf(keys: readonly string[]): string[] {
    return keys.map((key) => this.roles.get(key) ?? key);
  }
}

/** Whether a reference stands where a list or a choice among words would: nothing can be folded with that. */
function isOpen({
  on,
  objects,
  columns,
  except,
  extensions,
  privileges,
  withGrantOption,
}: Partial<PlacedGrant>): boolean {
  return (
    [objects, columns, except, privileges].some((list) => list !== undefined && Token.isUnresolved(list)) ||
    [on, extensions, withGrantOption].some((value) => value !== undefined && Token.isUnresolved(value))
  );
}

function openLabel(entries: ReadonlyMap<string, unknown>, on: PlacedGrant['on'], role: IDatabaseRole): string {
  const key = roleKey(role).replace('\0', '');
  const label = `what is still open${Token.isUnresolved(on) ? '' : `, on ${String(on).replaceAll('_', ' ')}`} to ${key}`;
  const same = [...entries.keys()].filter((each) => each === label || each.startsWith(`${label}, `)).length;
  return same === 0 ? label : `${label}, ${same + 1}`;
}

function inOne<Folded, Entry>(
  folded: Entries<Folded>,
  open: ReadonlyMap<string, Entry>,
  entryOf: (folded: Folded) => Entry,
): Entries<Entry> | undefined {
  const all = [...Object.entries(folded).map(([label, each]): [string, Entry] => [label, entryOf(each)]), ...open];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

/** What stands for a name in labels and in sorting: itself, or NUL before a reference. */
function standIn(name: string): string {
  return isReference(name) ? `\0${name}` : name;
}

function behind(name: string): string {
  return name.startsWith('\0') ? name.slice(1) : name;
}
