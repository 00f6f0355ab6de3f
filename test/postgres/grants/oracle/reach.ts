import { type Acl, ownOptions } from './acl';
import type { Bits } from './privileges';
import type { Thing, World } from './world';

/** As whom an admin can act: by what it is, and by joining roles that it may give to itself. */
export class Reach {
  constructor(
    readonly world: World,
    readonly admin: string,
  ) {}

  isSuperuser(role: string): boolean {
    return this.world.roles.isSuperuser(role);
  }

  /** Without joining it. */
  isFree(role: string): boolean {
    const { roles } = this.world;
    return roles.hasPrivilegesOf(this.admin, role) || roles.maySetRole(this.admin, role);
  }

  canAct(role: string): boolean {
    return this.isFree(role) || this.canJoin(role);
  }

  /** In whose names new grants on a thing may be: the owner's, or of roles of the admin that hold grant options. */
  grantors({ owner }: Thing, acl: Acl, table: Acl): ReadonlySet<string> {
    const all = [...acl, ...table].flatMap(({ grantee, options }) =>
      options !== 0 && this.isFree(grantee) && !this.isSuperuser(this.admin) ? [grantee] : [],
    );
    return new Set([owner, ...all]);
  }

  /** Whether what a role gave on a thing is the admin's own giving. */
  isOurs(grantor: string, { owner, acl, ...thing }: Thing): boolean {
    if (grantor === owner || grantor === this.admin) return true;
    if (this.isFree(owner) && !this.countsOptionsFirst(owner)) return false;
    const table = this.world.things.find(
      (each) => each.kind === 'table' && each.schema === thing.schema && each.name === thing.table,
    );
    return this.isFree(grantor) && ownOptions([...(acl ?? []), ...(table?.acl ?? [])], grantor, owner) !== 0;
  }

  /** The grant options of all the roles that the admin is. */
  optionsOfAdmin({ owner }: Thing, acl: Acl, table: Acl): Bits {
    return [...acl, ...table].reduce(
      (all, { grantee, options }) => (grantee !== owner && this.isFree(grantee) ? all | options : all),
      0,
    );
  }

  /** PostgreSQL lets the admin act by options of its own before it acts as an owner whose privileges it has. */
  actsByOptions(thing: Thing, acl: Acl, table: Acl): boolean {
    return this.countsOptionsFirst(thing.owner) && this.optionsOfAdmin(thing, acl, table) !== 0;
  }

  private countsOptionsFirst(owner: string): boolean {
    return !this.isSuperuser(this.admin) && !this.world.roles.maySetRole(this.admin, owner) && !this.canJoin(owner);
  }

  private canJoin(role: string): boolean {
    const { roles, version } = this.world;
    if (roles.isSuperuser(role) || roles.isMemberOf(role, this.admin)) return false;
    if (version >= 16) return roles.bestAdmin(this.admin, role) !== undefined;
    return roles.get(this.admin)?.createrole === true || roles.isAdminOf(this.admin, role);
  }
}
