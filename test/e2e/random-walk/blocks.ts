import type { Declared, Grantee, Grants } from './declared';

/** Where the grants are. */
export interface Place {
  readonly database: string;
  /** Who owns the objects, and whose default privileges are declared. */
  readonly owner: string;
}

/** A configuration in Terraform's JSON. */
export function blocksOf(declared: Declared, place: Place): object {
  const { roles, grants, moved, trigger, later } = declared;
  const named = <T>(all: ReadonlyMap<string, T>, block: (each: T) => object) =>
    all.size === 0 ? undefined : Object.fromEntries([...all].map(([name, each]) => [name, block(each)]));
  return {
    ...(moved.length > 0 && {
      moved: moved.map(([from, to]) => ({ from: `aponopg_grants.${from}`, to: `aponopg_grants.${to}` })),
    }),
    resource: {
      terraform_data: {
        trigger: { input: trigger },
        later: { input: later, triggers_replace: [later] },
      },
      aponopg_role: named(roles, (name) => ({ server: 'main', name, on_destroy: { drop_owned: true } })),
      aponopg_grants: named(grants, (each) => grantsBlock(each, place)),
    },
  };
}

function grantsBlock(grants: Grants, { database, owner }: Place): object {
  const { mode, entries, defaults, createBeforeDestroy, triggered, takeOver } = grants;
  const lifecycle = {
    ...(createBeforeDestroy && { create_before_destroy: true }),
    ...(triggered && { replace_triggered_by: ['terraform_data.trigger'] }),
  };
  return {
    server: 'main',
    database,
    mode,
    ...(takeOver && { take_over: true }),
    ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    grants: Object.fromEntries(
      [...entries].map(([label, { on, grantees, schemas, objects, privileges, withGrantOption, later }]) => [
        label,
        {
          on,
          grantees: grantees.map(reference),
          privileges: later ? `\${split(",", terraform_data.later.output > 0 ? "${privileges}" : "")}` : privileges,
          ...(on === 'schema' && { objects: schemas }),
          ...((on === 'table' || on === 'sequence') && { schemas, ...(objects && { objects }) }),
          ...(withGrantOption && { with_grant_option: true }),
        },
      ]),
    ),
    default_privileges: Object.fromEntries(
      [...defaults].map(([label, { grantees, schemas, privileges }]) => [
        label,
        { owners: [owner], schemas, on: 'table', grantees: grantees.map(reference), privileges },
      ]),
    ),
  };
}

function reference(grantee: Grantee): string {
  return 'outside' in grantee ? grantee.outside : `\${aponopg_role.${grantee.managed}.name}`;
}
