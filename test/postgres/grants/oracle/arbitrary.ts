import fc from 'fast-check';
import { PUBLIC } from './acl';
import { every, type Kind, names } from './privileges';
import type { Statement } from './statements';

/** What random statements speak of. */
export interface Stage {
  readonly version: number;
  /** Those who grant and are granted to. */
  readonly roles: readonly string[];
  readonly database?: string;
  readonly schemas: readonly string[];
  /** In each schema. */
  readonly objects: readonly { readonly kind: Exclude<Kind, 'column'>; readonly name: string }[];
  readonly columns: readonly string[];
}

/** Any statement that changes access. */
export function anyStatement(stage: Stage): fc.Arbitrary<Statement> {
  return fc.oneof(
    { weight: 12, arbitrary: grantOrRevoke(stage, 'grant') },
    { weight: 6, arbitrary: grantOrRevoke(stage, 'revoke') },
    { weight: 3, arbitrary: onDefaults(stage) },
    { weight: 2, arbitrary: handOver(stage) },
    { weight: 2, arbitrary: join(stage) },
    { weight: 1, arbitrary: leave(stage) },
    { weight: 1, arbitrary: create(stage) },
    { weight: 1, arbitrary: dropColumn(stage) },
  );
}

const chosen = <Of>(all: readonly Of[]) => fc.constantFrom(...all);
/** It stands alone in a statement. */
const isAll = (privileges: readonly string[]) => privileges.includes('ALL');
const mostly = (yes: number) => fc.nat(99).map((each) => each < yes);

/** Few privileges, so that chains come about. */
function privileges(kind: Kind, version: number, min = 1): fc.Arbitrary<readonly string[]> {
  const all = names(every(kind, version));
  return fc.oneof(
    { weight: 6, arbitrary: fc.subarray(all.slice(0, 3), { minLength: Math.min(min, all.length) }) },
    { weight: 1, arbitrary: fc.subarray(all, { minLength: min }) },
    { weight: 1, arbitrary: fc.constant(['ALL']) },
  );
}

export function grantOrRevoke(stage: Stage, verb: 'grant' | 'revoke'): fc.Arbitrary<Statement> {
  const places = [
    ...stage.schemas.map((name) => ({ kind: 'schema' as const, name })),
    ...(stage.database === undefined ? [] : [{ kind: 'database' as const, name: stage.database }]),
    ...stage.schemas.flatMap((schema) => stage.objects.map((each) => ({ ...each, schema }))),
  ];
  // Most happens on few tables: there is most that can.
  const tables = places.filter(({ kind }) => kind === 'table').slice(0, 2);
  const { version } = stage;
  return fc.oneof({ weight: 3, arbitrary: chosen(tables) }, { weight: 2, arbitrary: chosen(places) }).chain((place) =>
    fc
      .record({
        as: chosen(stage.roles),
        grantees: fc.uniqueArray(fc.oneof({ weight: 6, arbitrary: chosen(stage.roles) }, fc.constant(PUBLIC)), {
          minLength: 1,
          maxLength: 2,
        }),
        privileges: privileges(place.kind, version),
        columns: fc.record({
          names: fc.subarray([...stage.columns], { minLength: 1 }),
          privileges: privileges('column', version),
        }),
        part: fc.nat(9),
        option: mostly(verb === 'grant' ? 55 : 25),
        cascade: mostly(50),
      })
      .map(({ part, columns, option, grantees, ...rest }): Statement => {
        const byColumn = place.kind === 'table' && part < 4;
        return {
          ...place,
          ...rest,
          do: verb,
          grantees,
          option: option && (verb === 'revoke' || !grantees.includes(PUBLIC) || part === 9),
          privileges:
            byColumn && (part < 3 || isAll(rest.privileges) || isAll(columns.privileges)) ? [] : rest.privileges,
          ...(byColumn && { columns }),
        };
      }),
  );
}

export function onDefaults(stage: Stage): fc.Arbitrary<Statement> {
  return chosen<Kind>(['table', 'sequence', 'function', 'type', 'schema']).chain((on) =>
    fc
      .record({
        do: chosen(['grant default', 'grant default', 'revoke default'] as const),
        as: chosen(stage.roles),
        asOwner: mostly(70),
        owner: chosen(stage.roles),
        schema: fc.option(chosen(stage.schemas), { nil: undefined }),
        privileges: privileges(on, stage.version),
        grantees: fc.uniqueArray(chosen([...stage.roles, PUBLIC]), { minLength: 1, maxLength: 2 }),
        option: mostly(25),
      })
      .map(({ asOwner, schema, option, ...rest }): Statement => {
        const inSchema = on === 'schema' || schema === undefined ? {} : { schema };
        const passes = option && !rest.grantees.includes(PUBLIC);
        return { ...rest, on, ...inSchema, as: asOwner ? rest.owner : rest.as, option: passes };
      }),
  );
}

export function handOver({ schemas, objects, roles }: Stage): fc.Arbitrary<Statement> {
  const all = [
    ...schemas.map((name) => ({ kind: 'schema' as const, name })),
    ...schemas.flatMap((schema) => objects.map((each) => ({ ...each, schema }))),
  ];
  return fc.record({ what: chosen(all), to: chosen(roles) }).map(({ what, to }) => ({ do: 'hand over', ...what, to }));
}

export function join({ roles, version }: Stage): fc.Arbitrary<Statement> {
  const flag = fc.option(fc.boolean(), { nil: undefined });
  return fc
    .record({
      as: chosen(roles),
      role: chosen(roles),
      member: chosen(roles),
      admin: mostly(40),
      inherit: flag,
      set: flag,
    })
    .map(({ admin, inherit, set, ...rest }) => ({
      do: 'join',
      ...rest,
      options: {
        ...(admin && { admin }),
        ...(version >= 16 && inherit !== undefined && { inherit }),
        ...(version >= 16 && set !== undefined && { set }),
      },
    }));
}

function leave({ roles, version }: Stage): fc.Arbitrary<Statement> {
  const only = version >= 16 ? (['admin', 'inherit', 'set', undefined] as const) : (['admin', undefined] as const);
  return fc
    .record({
      as: chosen(roles),
      role: chosen(roles),
      member: chosen(roles),
      only: chosen(only),
      cascade: fc.boolean(),
    })
    .map(({ only: part, ...rest }) => ({ do: 'leave', ...rest, ...(part !== undefined && { only: part }) }));
}

function create({ schemas, roles }: Stage): fc.Arbitrary<Statement> {
  return fc
    .record({
      as: chosen(roles),
      kind: chosen<Kind>(['table', 'sequence', 'function', 'type']),
      schema: chosen(schemas),
      name: fc.nat(1e9).map((each) => `new_${each}`),
    })
    .map((each) => ({ do: 'create', ...each }));
}

export function dropColumn({ schemas, objects, columns }: Stage): fc.Arbitrary<Statement> {
  const tables = objects.filter(({ kind }) => kind === 'table');
  return fc
    .record({ schema: chosen(schemas), name: chosen(tables.map(({ name }) => name)), column: chosen(columns) })
    .map((each) => ({ do: 'drop column', ...each }));
}
