import { NO_CHANGE, objectShapeOf, type ReviewChange, role, withDefaults } from '../metadata';
import type { PlannedStatement } from '../postgres/reviewed';
import type { PlannedResource, Values } from './planned-resource';

/** What tells this tool alone how to work, is told of elsewhere, or is a secret. */
const NOT_SHOWN = new Set([
  'id',
  'oid',
  'server',
  'name',
  'statements',
  'member_of',
  'password_wo',
  'password_wo_version',
  'password_verifier_wo',
  'password_env',
]);

const SHAPE = objectShapeOf(role.schema);
const ATTRIBUTES = Object.keys(SHAPE.attributes).filter((name) => !NOT_SHOWN.has(name));

/** What becomes of a role by one `aponopg_role`, and of its memberships. */
export function roleChanges(resource: PlannedResource, statements: readonly PlannedStatement[] | null): ReviewChange[] {
  const { before, after, action, address } = resource;
  const changes: ReviewChange[] = [];
  if (action === 'delete' || action === 'replace') changes.push(...dropped(address, before ?? {}));
  if (after === null) return changes;
  const former = action === 'update' ? before : null;
  const at = { address, server: textOf(after.server), database: null };
  const password = statements === null ? declaredPassword(former, after) : passwordChange(statements);
  const attributes = { ...differing(former, after), ...password };
  if (former === null || Object.keys(attributes).length > 0) {
    const effect = former === null ? 'create' : 'alter';
    const name = String(former?.name ?? after.name ?? '(not known yet)');
    changes.push({
      ...NO_CHANGE,
      ...at,
      kind: 'role',
      effect,
      cause: 'declared',
      on: 'role',
      objects: [name],
      attributes,
    });
  }
  const memberships =
    statements === null ? declaredMemberships(former, after) : ranMemberships(statements, former, after);
  return [...changes, ...memberships.map((each) => ({ ...NO_CHANGE, ...at, ...each }) as ReviewChange)];
}

/** The attributes that change, with the value to come; of a role that is made those that are not as by default. */
function differing(former: Values | null, after: Values): Record<string, unknown> {
  const [now, others] = [after, former ?? {}].map((each) => withDefaults(SHAPE, each)) as [Values, Values];
  const changed = ATTRIBUTES.filter(
    (name) => name in after && JSON.stringify(now[name] ?? null) !== JSON.stringify(others[name] ?? null),
  );
  const renamed = former !== null && former.name !== after.name ? { name: after.name } : {};
  return { ...renamed, ...Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) };
}

function declaredPassword(former: Values | null, after: Values): { password?: 'set' } {
  const given = (['password_env', 'password_wo_version'] as const).some(
    (name) => (after[name] ?? null) !== null && after[name] !== former?.[name],
  );
  return given ? { password: 'set' } : {};
}

function passwordChange(statements: readonly PlannedStatement[]): { password?: 'set' | 'removed' } {
  for (const each of statements) {
    if ((each.do === 'create role' || each.do === 'alter role') && each.password) return { password: each.password };
  }
  return {};
}

/** Statements about the memberships of others are borrowings, and undone by the last of them. */
function ranMemberships(
  statements: readonly PlannedStatement[],
  former: Values | null,
  after: Values,
): Partial<ReviewChange>[] {
  const names = [former?.name, after.name];
  const held = new Map(membershipsOf(former).map((each) => [each.role, each]));
  return statements.flatMap((each): Partial<ReviewChange>[] => {
    if (each.do !== 'grant membership' && each.do !== 'revoke membership') return [];
    if (!names.includes(each.member)) return [];
    return each.roles.flatMap((group) => {
      const of = { group, member: each.member, grantor: each.grantor ?? null };
      if (each.do === 'revoke membership') return lost(of, each.adminOption ? ['ADMIN'] : null);
      const options = each.options ?? { admin: each.adminOption === true };
      const before = held.get(group);
      const on = OPTIONS.filter((option) => options[option] === true && before?.[option] !== true);
      const off = OPTIONS.filter((option) => options[option] === false && before?.[option] === true);
      return [
        ...(before === undefined || on.length > 0 ? gained(of, on) : []),
        ...(off.length > 0 ? lost(of, off) : []),
      ];
    });
  });
}

function declaredMemberships(former: Values | null, after: Values): Partial<ReviewChange>[] {
  const before = membershipsOf(former).map((each) => withDefaultOptions(each, former));
  const now = membershipsOf(after).map((each) => withDefaultOptions(each, after));
  const of = (group: string) => ({ group, member: String(after.name ?? '(not known yet)'), grantor: null });
  return [
    ...before
      .filter(({ role: group }) => !now.some((each) => each.role === group))
      .flatMap((each) => lost(of(each.role), null)),
    ...now.flatMap((each) => {
      const held = before.find(({ role: group }) => group === each.role);
      const on = OPTIONS.filter((option) => each[option] === true && held?.[option] !== true);
      return held === undefined || on.length > 0 ? gained(of(each.role), on) : [];
    }),
  ];
}

/** What a membership gives where its options are left out. */
function withDefaultOptions(each: Membership, of: Values | null): Membership {
  return { ...each, inherit: each.inherit ?? of?.inherit ?? true, set: each.set ?? true };
}

const OPTIONS = ['admin', 'inherit', 'set'] as const;
type Of = { readonly group: string; readonly member: string; readonly grantor: string | null };

function gained({ group, member, grantor }: Of, options: readonly string[]): Partial<ReviewChange>[] {
  return [
    {
      kind: 'membership',
      effect: 'gain',
      cause: 'declared',
      grantees: [member],
      on: 'role',
      objects: [group],
      privileges: options.map((each) => each.toUpperCase()),
      with_grant_option: options.includes('admin'),
      grantor,
    },
  ];
}

/** @param options null: the membership itself */
function lost({ group, member, grantor }: Of, options: readonly string[] | null): Partial<ReviewChange>[] {
  return [
    {
      kind: 'membership',
      effect: 'lose',
      cause: 'declared',
      grantees: [member],
      on: 'role',
      objects: [group],
      privileges: (options ?? []).map((each) => each.toUpperCase()),
      with_grant_option: options?.map((each) => each.toUpperCase()).includes('ADMIN') ?? false,
      grantor,
    },
  ];
}

function dropped(address: string, before: Values): ReviewChange[] {
  const name = String(before.name);
  const common = { ...NO_CHANGE, address, server: textOf(before.server), database: null, cause: 'destroy' } as const;
  const heir = (before.on_destroy as Values | null | undefined)?.reassign_owned_to;
  return [
    { ...common, kind: 'role', effect: 'drop', on: 'role', objects: [name] },
    ...membershipsOf(before).map(({ role: group }): ReviewChange => {
      return { ...common, kind: 'membership', effect: 'lose', grantees: [name], on: 'role', objects: [group] };
    }),
    ...(typeof heir === 'string'
      ? [
          {
            ...common,
            kind: 'ownership' as const,
            effect: 'alter' as const,
            grantees: [heir],
            on: 'role',
            objects: [name],
          },
        ]
      : []),
  ];
}

interface Membership {
  readonly role: string;
  readonly admin?: unknown;
  readonly inherit?: unknown;
  readonly set?: unknown;
}

function membershipsOf(values: Values | null): Membership[] {
  const all = Array.isArray(values?.member_of) ? (values.member_of as unknown[]) : [];
  return all.filter((each): each is Membership => typeof (each as Membership | null)?.role === 'string');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
