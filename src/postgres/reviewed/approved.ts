import {
  allBits,
  namesOf,
  type Privilege,
  parseSignature,
  type Review,
  type ReviewChange,
  singleChanges,
} from '../../metadata';
import type { ArgumentType } from '../grants/argument-types';
import type { GrantStatement, NamedObject, PrivilegesOn } from '../grants/grant-statement';
import type { RoleStatement } from '../roles/role-statement';
import { type PlannedStatement, parseStatement } from './parse-statement';

/** What a review allows, whichever resource it was shown for: prepared for the questions of whoever applies. */
export class Approved {
  constructor(private readonly review: Review) {}

  /** What may be done to the privileges in a database, as statements. What others lose by CASCADE has to be listed. */
  grants(server: string, database: string): readonly GrantStatement[] {
    const shown = this.statements(server, database);
    const open = this.review.statements.some(
      (each) => each.server === server && each.database === database && !each.known,
    );
    const listed = this.changesOn(server).filter(
      (each) => each.database === database && (open || each.cause === 'destroy' || each.cause === 'cascade'),
    );
    return [
      ...shown
        .filter(isGrantStatement)
        .map((each) => ('cascade' in each ? ({ ...each, cascade: false } as GrantStatement) : each)),
      ...listed.flatMap(statementsOf),
    ];
  }

  /** What may be done to the roles of a server, as statements. */
  roles(server: string): readonly RoleStatement[] {
    return this.statements(server, null).filter(isRoleStatement);
  }

  /** What of a role's destroy was not shown, for people: the drop itself, and what it does to others. */
  beyondDrop(server: string, role: string, changes: readonly ReviewChange[]): string[] {
    const reviewed = this.changesOn(server);
    const drops = reviewed.some(
      ({ kind, effect, objects }) => kind === 'role' && effect === 'drop' && objects?.includes(role),
    );
    if (!drops) return [`DROP ROLE ${role}`];
    const seen = new Set(singleChanges(reviewed).map(keyOf));
    // What the role itself holds goes with it; nobody else loses that.
    const ofOthers = changes.filter(({ kind, grantees }) => kind === 'ownership' || !grantees.includes(role));
    return singleChanges(ofOthers).flatMap((each) => (seen.has(keyOf(each)) ? [] : [lineOf(each)]));
  }

  /** Whether an integration may be made, changed or removed. */
  allowsIntegration(effect: ReviewChange['effect'], name: string): boolean {
    return this.review.changes.some(
      (each) => each.kind === 'integration' && each.effect === effect && each.objects?.includes(name),
    );
  }

  private statements(server: string, database: string | null): PlannedStatement[] {
    const sql = this.review.statements.flatMap((each) =>
      each.server === server && each.database === database ? each.sql : [],
    );
    return sql.flatMap((each) => parseStatement(each) ?? []);
  }

  private changesOn(server: string): ReviewChange[] {
    return this.review.changes.filter((each) => each.server === server);
  }
}

function isGrantStatement(each: PlannedStatement): each is GrantStatement {
  return each.do === 'change privileges' || each.do === 'change default privileges';
}

function isRoleStatement(each: PlannedStatement): each is RoleStatement {
  return !isGrantStatement(each) && !['set role', 'reassign owned', 'drop owned', 'drop role'].includes(each.do);
}

/** The statements that would do what a change says. */
function statementsOf(change: ReviewChange): GrantStatement[] {
  const { kind, effect, grantees, on, schemas, objects, columns, privileges, with_grant_option, owners } = change;
  const action = effect === 'gain' ? 'grant' : with_grant_option ? 'revoke_grant_option' : 'revoke';
  const given = { action, grantees, withGrantOption: effect === 'gain' && with_grant_option } as const;
  const kinds = on === 'routine' ? ['function', 'procedure'] : [on];
  if (kind === 'default_privilege') {
    return kinds.map((each) => {
      const names = namesFor(privileges, each);
      return {
        do: 'change default privileges',
        ...given,
        owners: owners ?? [],
        schemas,
        on: each as never,
        privileges: names,
      };
    });
  }
  if (kind !== 'privilege') return [];
  return kinds.map((each): GrantStatement => {
    const names = namesFor(privileges, columns === null ? each : 'column');
    const what: PrivilegesOn = columns === null ? { names } : { names, columns };
    const place =
      objects === null
        ? { schemas, objects: null }
        : {
            schemas: null,
            objects: (schemas ?? [undefined]).flatMap((schema) =>
              objects.map((name) => objectNamed(each, schema, name)),
            ),
          };
    return {
      do: 'change privileges',
      ...given,
      ...place,
      on: each as never,
      privileges: [what],
      grantor: null,
      cascade: false,
    };
  });
}

function namesFor(privileges: readonly string[], kind: string): readonly Privilege[] {
  return privileges.includes('ALL') ? namesOf(allBits(kind as never)) : (privileges as Privilege[]);
}

function objectNamed(kind: string, schema: string | undefined, written: string): NamedObject {
  const at = schema === undefined ? {} : { schema };
  if (kind !== 'function' && kind !== 'procedure') return { ...at, name: written };
  const { name, args = [] } = parseSignature(written);
  return { ...at, name, args: args.map(argumentType) };
}

function argumentType(written: string): ArgumentType {
  const array = written.endsWith('[]');
  const whole = array ? written.slice(0, -2) : written;
  const dot = whole.indexOf('.');
  const name = whole.slice(dot + 1);
  return { schema: dot === -1 ? 'pg_catalog' : whole.slice(0, dot), name, spelling: name, array };
}

function keyOf({ kind, effect, database, grantees, on, schemas, objects, columns, privileges }: ReviewChange): string {
  return JSON.stringify([kind, effect, database, grantees, on, schemas, objects, columns, privileges]);
}

function lineOf({ kind, effect, grantees, on, objects, privileges }: ReviewChange): string {
  const what = `${on} ${objects?.join(', ') ?? ''}`;
  if (kind === 'ownership') return effect === 'drop' ? `DROP ${what}` : `${what} to ${grantees.join(', ')}`;
  return `${grantees.join(', ')} loses ${kind === 'membership' ? 'membership' : privileges.join(', ')} on ${what}`;
}
