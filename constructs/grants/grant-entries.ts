import { Token } from 'cdktf';
import { type DefaultPrivilegePiece, foldDefaultPrivileges, foldGrants, type GrantPiece } from '../../src/metadata';
import { isReference } from '../checks/user-text';
import type { FutureGrant, PlacedGrant } from '../grant-target';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from '../l1/aponopg-grants-arguments';
import { roleKey } from '../role-order';
import type { IDatabaseRole } from '../role-reference';

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
  /** Who is given something: plain names, and for a role whose name is not known here what it is known by. */
  private readonly given = new Set<string>();
  /** The names of roles, or the references to them, by what they are known by. */
  private readonly roles = new Map<string, string>();
  /** The names, or the references that Terraform fills in, by what stands for them. */
  private readonly behind = new Map<string, string>();
  private made: { grants: Entries<AponopgGrantsArgumentsGrants> | undefined } | undefined;
  private madeFuture: { grants: Entries<AponopgGrantsArgumentsDefaultPrivileges> | undefined } | undefined;

  /** @param resolve gives a reference as it will be written, by which two are known to be the same */
  constructor(private readonly resolve: (reference: string) => string = (reference) => reference) {}

  add(role: IDatabaseRole, grant: PlacedGrant): void {
    this.made = undefined;
    this.given.add(roleKey(role));
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
      ...(schema !== undefined && { schema }),
      with_grant_option: withGrantOption === true,
    });
  }

  addFuture(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): void {
    this.madeFuture = undefined;
    this.given.add(roleKey(role));
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
      ...(schema !== undefined && { schema }),
      with_grant_option: withGrantOption === true,
    });
  }

  /** Who is given something, sorted; a role whose name is not known here begins with NUL. */
  get grantees(): readonly string[] {
    return [...this.given].sort();
  }

  /** The entries of `grants` by their labels; undefined where there are none. */
  get grants(): Entries<AponopgGrantsArgumentsGrants> | undefined {
    this.made ??= {
      grants: inOne(
        foldGrants(this.pieces.map((piece) => this.standingIn(piece))),
        this.open,
        ({ with_grant_option, ...entry }) => ({
          ...this.namesIn(entry),
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
        foldDefaultPrivileges(this.futurePieces.map((piece) => this.standingIn(piece))),
        this.openFuture,
        ({ with_grant_option, ...entry }) => ({
          ...this.namesIn(entry),
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

  /** A piece with what stands for the references in it: NUL and their text, which no label shows. */
  private standingIn<Piece extends object>(piece: Piece): Piece {
    return mapTexts(piece, (text) => {
      if (!isReference(text)) return text;
      const key = `\0${this.resolve(text.replace('\0', ''))}`;
      this.behind.set(key, this.roles.get(text) ?? text);
      return key;
    });
  }

  private namesIn<Entry extends object>(entry: Entry): Entry {
    return mapTexts(entry, (text, member) => {
      const role = member === 'grantees' || member === 'owners' ? this.roles.get(text) : undefined;
      return role ?? this.behind.get(text) ?? text;
    });
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

/** The members of an entry with each text changed, in collections as well. */
function mapTexts<T extends object>(entry: T, change: (text: string, member: string) => string): T {
  return Object.fromEntries(
    Object.entries(entry).map(([member, value]) => {
      const changed = (each: unknown) => (typeof each === 'string' ? change(each, member) : each);
      return [member, Array.isArray(value) ? value.map(changed) : changed(value)];
    }),
  ) as T;
}
