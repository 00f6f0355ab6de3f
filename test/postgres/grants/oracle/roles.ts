import { Refused } from './acl';

export interface Role {
  readonly name: string;
  /** Roles are searched in the order of their oids. */
  readonly oid: number;
  readonly superuser: boolean;
  readonly createrole: boolean;
  readonly inherit: boolean;
}

/** One row of `pg_auth_members`; before 16 inherit is the member's attribute, and everything may be set. */
export interface Membership {
  readonly role: string;
  readonly member: string;
  readonly grantor: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
}

export interface MembershipOptions {
  readonly admin?: boolean;
  readonly inherit?: boolean;
  readonly set?: boolean;
}

/** Roles and who is a member of which. */
export class Roles {
  readonly #byName: ReadonlyMap<string, Role>;
  readonly #above = new Map<string, Membership[]>();

  constructor(
    readonly all: readonly Role[],
    readonly memberships: readonly Membership[],
    /** The major version. */
    readonly version: number,
    readonly databaseOwner: string,
    /** The superuser that the cluster was made with. */
    readonly bootstrap: string,
  ) {
    this.#byName = new Map(all.map((each) => [each.name, each]));
    for (const each of memberships) {
      const list = this.#above.get(each.member) ?? [];
      list.push(each);
      this.#above.set(each.member, list);
    }
    for (const list of this.#above.values()) list.sort((a, b) => this.#oid(a.role) - this.#oid(b.role));
  }

  with(memberships: readonly Membership[]): Roles {
    return new Roles(this.all, memberships, this.version, this.databaseOwner, this.bootstrap);
  }

  get(role: string): Role | undefined {
    return this.#byName.get(role);
  }

  isSuperuser(role: string): boolean {
    return this.get(role)?.superuser === true;
  }

  /** The role and all whose privileges it has by memberships, in the order of PostgreSQL's search. */
  withPrivilegesOf(role: string): readonly string[] {
    return this.#climb(role, 'inherit').roles;
  }

  hasPrivilegesOf(role: string, other: string): boolean {
    return role === other || this.isSuperuser(role) || this.withPrivilegesOf(role).includes(other);
  }

  isMemberOf(role: string, other: string): boolean {
    return role === other || this.#climb(role, 'any').roles.includes(other);
  }

  maySetRole(role: string, other: string): boolean {
    if (role === other || this.isSuperuser(role)) return true;
    return this.#climb(role, this.version < 16 ? 'any' : 'set').roles.includes(other);
  }

  /** Whether a role has ADMIN OPTION for another, itself or through any membership. */
  isAdminOf(role: string, other: string): boolean {
    if (this.isSuperuser(role)) return true;
    return role !== other && this.#climb(role, 'any', other).admin !== undefined;
  }

  /** In whose name a role would give a membership: from 16 somebody with ADMIN OPTION whose privileges it has. */
  bestAdmin(role: string, of: string): string | undefined {
    return role === of ? undefined : this.#climb(role, 'inherit', of).admin;
  }

  /** GRANT role TO member. */
  grant(as: string, role: string, member: string, options: MembershipOptions): Roles {
    const grantor = this.#grantorFor(as, role);
    if (this.isMemberOf(role, member)) throw new Refused('0LP01');
    const before = this.memberships.find(
      (each) => each.role === role && each.member === member && (this.version < 16 || each.grantor === grantor),
    );
    if (this.version < 16) {
      if (before !== undefined && (options.admin !== true || before.admin)) return this;
      return this.#replaced(before, { ...plain(role, member, grantor), admin: options.admin === true });
    }
    if (options.admin === true && grantor !== this.bootstrap) this.#refuseAdminCircle(role, member, grantor);
    const inherit = options.inherit ?? before?.inherit ?? this.get(member)?.inherit !== false;
    const set = options.set ?? before?.set ?? true;
    const admin = options.admin ?? before?.admin ?? false;
    return this.#replaced(before, { role, member, grantor, admin, inherit, set });
  }

  /** REVOKE [ADMIN | INHERIT | SET OPTION FOR] role FROM member. */
  revoke(as: string, role: string, member: string, only: keyof MembershipOptions | undefined, cascade: boolean): Roles {
    const grantor = this.#grantorFor(as, role);
    const row = this.memberships.find(
      (each) => each.role === role && each.member === member && (this.version < 16 || each.grantor === grantor),
    );
    if (row === undefined) return this;
    if (this.version >= 16 && (only === 'inherit' || only === 'set'))
      return this.#replaced(row, { ...row, [only]: false });
    if (this.version < 16) {
      return only === undefined
        ? this.with(this.memberships.filter((each) => each !== row))
        : this.#replaced(row, { ...row, admin: false });
    }
    return this.with(this.#without(role, row, only === 'admin', cascade));
  }

  #oid(role: string): number {
    return this.get(role)?.oid ?? 0;
  }

  #climb(role: string, by: 'inherit' | 'set' | 'any', adminOf?: string): { roles: readonly string[]; admin?: string } {
    const roles = [role];
    let admin: string | undefined;
    for (const each of roles) {
      if (by === 'inherit' && this.version < 16 && this.get(each)?.inherit === false) continue;
      for (const row of this.#above.get(each) ?? []) {
        if (row.role === adminOf && row.admin) admin ??= each;
        if (this.version >= 16 && ((by === 'inherit' && !row.inherit) || (by === 'set' && !row.set))) continue;
        if (!roles.includes(row.role)) roles.push(row.role);
      }
      if (each === this.databaseOwner && this.version >= 14 && !roles.includes('pg_database_owner')) {
        roles.push('pg_database_owner');
      }
    }
    return { roles, ...(admin !== undefined && { admin }) };
  }

  #grantorFor(as: string, role: string): string {
    if (this.isSuperuser(role) && !this.isSuperuser(as)) throw new Refused('42501');
    if (this.version < 16) {
      if (!this.isAdminOf(as, role) && !this.get(as)?.createrole) throw new Refused('42501');
      return as;
    }
    if (this.isSuperuser(as)) return this.bootstrap;
    if (!this.isAdminOf(as, role)) throw new Refused('42501');
    const grantor = this.bestAdmin(as, role);
    // It has the option only by a membership that it does not inherit.
    if (grantor === undefined) throw new Refused('XX000');
    return grantor;
  }

  #replaced(before: Membership | undefined, after: Membership): Roles {
    return this.with([...this.memberships.filter((each) => each !== before), after]);
  }

  #refuseAdminCircle(role: string, member: string, grantor: string): void {
    // All of it goes back to the bootstrap superuser, without a row that says so.
    if (member === this.bootstrap) throw new Refused('0LP01');
    let left: readonly Membership[] = this.memberships;
    for (const row of this.memberships.filter((each) => each.role === role && each.member === member)) {
      left = left.includes(row) ? this.with(left).#without(role, row, false, true) : left;
    }
    if (!left.some((each) => each.role === role && each.member === grantor && each.admin)) throw new Refused('0LP01');
  }

  /** Without a row, or its ADMIN OPTION, and what rests on that. */
  #without(role: string, row: Membership, onlyAdmin: boolean, cascade: boolean): readonly Membership[] {
    const rows = this.memberships;
    if (onlyAdmin && !row.admin) return rows;
    const left = onlyAdmin
      ? rows.map((each) => (each === row ? { ...row, admin: false } : each))
      : rows.filter((each) => each !== row);
    if (!row.admin || left.some((each) => each.role === role && each.member === row.member && each.admin)) return left;
    let now: readonly Membership[] = left;
    for (;;) {
      const next = now.find((each) => each.role === role && each.grantor === row.member);
      if (next === undefined) return now;
      if (!cascade) throw new Refused('2BP01');
      now = this.with(now).#without(role, next, false, cascade);
    }
  }
}

function plain(role: string, member: string, grantor: string): Membership {
  return { role, member, grantor, admin: false, inherit: true, set: true };
}
