import fc from 'fast-check';
import type { DeclaredGrants } from '../../../../src/metadata';
import {
  type AlreadyHeld,
  beyondReview,
  describeDrift,
  describeGone,
  type GrantsPlan,
  planGrants,
  renderStatement,
} from '../../../../src/postgres/grants';
import { anyStatement, dropColumn, grantOrRevoke, handOver, join, onDefaults, type Stage } from '../oracle/arbitrary';
import { linesOf } from '../oracle/catalog';
import type { Declaration } from '../oracle/declaration';
import { type Forecast, forecast } from '../oracle/judge';
import { GAVE_NOTHING, type Gave, gaveBy } from '../oracle/memory';
import { play } from '../oracle/play';
import { Roles } from '../oracle/roles';
import type { Statement } from '../oracle/statements';
import type { World } from '../oracle/world';
import { anyDeclaration } from '../random-declarations';
import { randomRuns, VERSIONS } from '../random-runs';
import { carryOut } from './carry-out';
import { foundOf } from './found-of';

const { runs, seed, timeout, endOnFailure } = randomRuns(100, 50);

const ROLES = ['a', 'b', 'c', 'd', 'o', 'p', 'adm'];
const SCHEMAS = ['s1', 's2'];
const SUPERUSER = 'postgres';

/** As `random-grants`, on the model of PostgreSQL in place of a server: the pure half of the engine, many times faster. */
describe.each(VERSIONS)('plans on the model of PostgreSQL %d', (version) => {
  const stage: Stage = {
    version,
    roles: ROLES,
    schemas: SCHEMAS,
    objects: [
      { kind: 'table', name: 't' },
      { kind: 'table', name: 'u' },
      { kind: 'sequence', name: 'q' },
      { kind: 'function', name: 'f' },
      { kind: 'type', name: 'e' },
    ],
    columns: ['x', 'y', 'z'],
  };
  const anyCase = fc.record({
    noinherit: fc.subarray(ROLES, { maxLength: 3 }),
    createrole: fc.boolean(),
    superuser: fc.boolean(),
    joined: fc.array(
      fc.record({
        role: fc.constantFrom(...ROLES.slice(0, 6)),
        admin: fc.boolean(),
        inherit: fc.boolean(),
        set: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    state: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: grantOrRevoke(stage, 'grant') },
        { weight: 1, arbitrary: handOver(stage) },
        { weight: 1, arbitrary: join(stage) },
        { weight: 1, arbitrary: onDefaults(stage) },
        { weight: 1, arbitrary: dropColumn({ ...stage, columns: ['z'] }) },
        { weight: 1, arbitrary: anyStatement(stage) },
      ),
      { minLength: 5, maxLength: 40, size: 'max' },
    ),
    steps: fc.array(anyDeclaration(stage), { minLength: 1, maxLength: 2 }),
    between: fc.array(anyStatement(stage), { maxLength: 6 }),
  });

  test(
    'come to what the oracle says, or are refused where it says so',
    () => {
      fc.assert(
        fc.property(anyCase, ({ steps, between, ...each }) => {
          const admin = each.superuser ? SUPERUSER : 'adm';
          let past: Past = { world: begin(each), gave: GAVE_NOTHING };
          for (const [at, declaration] of steps.entries()) {
            if (at > 0) past = { ...past, world: played(past.world, between) };
            past = reach(declaration, past, admin);
          }
          reach({ mode: 'additive', ignore_grantors: [], grants: {}, default_privileges: {} }, past, admin);
        }),
        { numRuns: runs, seed, endOnFailure },
      );
    },
    timeout,
  );

  /** The world, and what a resource did in it before. */
  interface Past {
    readonly world: World;
    readonly gave: Gave;
    readonly prior?: DeclaredGrants;
    readonly held?: AlreadyHeld;
  }

  function reach(declaration: Declaration, past: Past, admin: string): Past {
    const { world: before, prior, held } = past;
    const declared = { database: 'db', ...declaration } as DeclaredGrants;
    const grantees = [declared, prior].flatMap((each) =>
      Object.values(each?.grants ?? {}).flatMap((entry) => entry.grantees),
    );
    const found = (world: World) => foundOf(world, admin, grantees as string[]);
    const foretold = forecast(before, declaration, past.gave, admin);
    const plan = planGrants(declared, found(before), { prior, alreadyHeld: held });
    const statements = plan.statements.map(renderStatement);
    const context = {
      foretold: `${foretold.verdict} ${foretold.why}`,
      declaration,
      statements,
      before: linesOf(before),
    };
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const unforeseen = errors.filter(({ code }) => !mayRefuse(code, foretold, admin));
      expect({ ...context, unforeseen }).toEqual({ ...context, unforeseen: [] });
      return past;
    }
    const outcome = carryOut(before, plan.statements, admin);
    if ('refused' in outcome) throw new Error(JSON.stringify({ ...context, refused: outcome.refused }, null, 1));
    const after = outcome.world;
    const faults = foretold.verdict === 'is refused' ? [`it was not refused: ${foretold.why}`] : foretold.faults(after);
    const again = planGrants(declared, found(after), { prior: declared, alreadyHeld: plan.alreadyHeld });
    const beyond = beyondReview(plan.changes, JSON.parse(JSON.stringify(plan.statements)));
    const came = {
      faults,
      told: isTold(plan),
      again: [
        ...again.statements.map(renderStatement),
        ...describeDrift(again.changes),
        ...describeGone(again.problems),
      ],
      beyond,
    };
    const due = { faults: [], told: foretold.othersLost(after), again: [], beyond: [] };
    expect({ ...context, came }).toEqual({ ...context, came: due });
    return { world: after, prior: declared, held: plan.alreadyHeld, gave: gaveBy(declaration, before, past.gave) };
  }

  function begin({
    noinherit,
    createrole,
    joined,
    state,
  }: Pick<Parameters<Parameters<typeof anyCase.map>[0]>[0], 'noinherit' | 'createrole' | 'joined' | 'state'>): World {
    const all = [SUPERUSER, ...ROLES].map((name, at) => ({
      name,
      oid: at === 0 ? 10 : 16_384 + at,
      superuser: at === 0,
      createrole: at === 0 || (name === 'adm' && createrole),
      inherit: !noinherit.includes(name),
    }));
    const roles = new Roles(all, [], version, SUPERUSER, SUPERUSER);
    const places = SCHEMAS.map((name) => ({ kind: 'schema' as const, name, owner: 'o', acl: null }));
    const empty: World = {
      version,
      roles,
      things: [{ kind: 'database', name: 'db', owner: SUPERUSER, acl: null }, ...places],
      defaults: [],
    };
    return played(empty, [
      ...SCHEMAS.flatMap((schema): Statement[] => [
        { ...USAGE, name: schema },
        ...stage.objects.map(({ kind, name }): Statement => ({ do: 'create', as: 'o', kind, schema, name })),
        { do: 'hand over', kind: 'table', schema, name: 'u', to: 'p' },
        { do: 'hand over', kind: 'type', schema, name: 'e', to: 'p' },
      ]),
      ...joined.map(({ role, ...options }): Statement => {
        const given = version < 16 ? { admin: options.admin } : options;
        return { do: 'join', as: SUPERUSER, role, member: 'adm', options: given };
      }),
      ...state,
    ]);
  }
});

const USAGE = {
  do: 'grant',
  as: 'o',
  kind: 'schema',
  privileges: ['USAGE'],
  grantees: ['public'],
  option: false,
  cascade: false,
} as const;

/** What PostgreSQL refuses leaves nothing behind. */
function played(world: World, statements: readonly Statement[]): World {
  return statements.reduce((now, each) => {
    const isGone = each.do === 'drop column' && !hasColumn(now, each);
    return isGone ? now : play(now, each).world;
  }, world);
}

function hasColumn({ things }: World, { schema, name, column }: Extract<Statement, { do: 'drop column' }>): boolean {
  return things.some((each) => each.schema === schema && each.table === name && each.name === column);
}

function mayRefuse(code: string, { verdict }: Forecast, admin: string): boolean {
  if (code === 'GRANT_LOCKS_OUT') return admin === 'adm';
  return (
    verdict !== 'succeeds' && ['GRANT_CANNOT_ACT', 'GRANT_DEFAULT_ONLY_ADDS', 'GRANT_OBJECT_MISSING'].includes(code)
  );
}

function isTold({ problems }: GrantsPlan): boolean {
  return problems.some(({ code }) => code === 'GRANT_PASSED_ON');
}
