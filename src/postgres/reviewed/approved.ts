import { type Review, type ReviewChange, singleChanges } from '../../metadata';
import type { GrantStatement } from '../grants/write/grant-statement';
import type { RoleStatement } from '../roles/role-statement';
import { grantStatementsOf, roleStatementsOf } from './change-statements';
import { type PlannedStatement, parseStatement } from './parse-statement';

/** What a review allows, whichever resource it was shown for: prepared for the questions of whoever applies. */
export class Approved {
  constructor(private readonly review: Review) {}

  /**
   * What may be done to the privileges in a database, as statements. What is lost by CASCADE, by a destroy or because it is
   * taken over has to be listed; where statements were not known yet, so has all else.
   */
  grants(server: string, database: string): readonly GrantStatement[] {
    const shown = this.statements(server, database);
    const open = this.isOpen(server, database);
    const listed = this.changesOn(server).filter(
      ({ database: where, cause }) => where === database && (open || cause !== 'declared'),
    );
    return [
      ...shown
        .filter(isGrantStatement)
        .map((each) => ('cascade' in each ? ({ ...each, cascade: false } as GrantStatement) : each)),
      ...listed.flatMap(grantStatementsOf),
    ];
  }

  /** What may be done to the roles of a server, as statements: those shown, and where some were not known yet, what was declared. */
  roles(server: string): readonly RoleStatement[] {
    const shown = this.statements(server, null).filter(isRoleStatement);
    return this.isOpen(server, null) ? [...shown, ...roleStatementsOf(this.changesOn(server))] : shown;
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

  /** Whether something at Apono may be made, changed or removed. */
  allows(kind: ReviewChange['kind'], effect: ReviewChange['effect'], name: string): boolean {
    return this.review.changes.some(
      (each) => each.kind === kind && each.effect === effect && each.objects?.includes(name),
    );
  }

  private statements(server: string, database: string | null): PlannedStatement[] {
    const sql = this.review.statements.flatMap((each) =>
      each.server === server && each.database === database ? each.sql : [],
    );
    return sql.flatMap((each) => parseStatement(each) ?? []);
  }

  private isOpen(server: string, database: string | null): boolean {
    return this.review.statements.some((each) => each.server === server && each.database === database && !each.known);
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

function keyOf({ kind, effect, database, grantees, on, schemas, objects, columns, privileges }: ReviewChange): string {
  return JSON.stringify([kind, effect, database, grantees, on, schemas, objects, columns, privileges]);
}

function lineOf({ kind, effect, grantees, on, objects, privileges }: ReviewChange): string {
  const what = `${on} ${objects?.join(', ') ?? ''}`;
  if (kind === 'ownership') return effect === 'drop' ? `DROP ${what}` : `${what} to ${grantees.join(', ')}`;
  return `${grantees.join(', ')} loses ${kind === 'membership' ? 'membership' : privileges.join(', ')} on ${what}`;
}
