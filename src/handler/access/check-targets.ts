import { giveOneOf, isUnknown, known, knownNames } from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { Run } from '../run';
import type { TenantLookups } from './tenant-lookups';

/** What the tenant says of the targets of a flow or a bundle: whether they are there, and offer what is asked for. */
export async function targetProblems(targets: unknown, lookups: TenantLookups, run: Run): Promise<Problem[]> {
  const list = known(targets);
  if (!Array.isArray(list)) return [];
  const found = list.map((each, index) => {
    const { integration, bundle, access_scope } = (known(each) ?? {}) as Record<string, unknown>;
    const at = ['access_targets', index];
    return Promise.all([
      integrationProblems(known(integration), [...at, 'integration'], lookups, run),
      thingProblems('bundle', known(bundle), [...at, 'bundle', 'name'], lookups, run),
      thingProblems('access scope', known(access_scope), [...at, 'access_scope', 'name'], lookups, run),
    ]);
  });
  return (await Promise.all(found)).flat(2);
}

async function thingProblems(
  kind: 'bundle' | 'access scope',
  target: unknown,
  path: Path,
  lookups: TenantLookups,
  run: Run,
): Promise<Problem[]> {
  const name = nameIn(target, 'name');
  if (name === undefined) return [];
  const [planned, found] =
    kind === 'bundle'
      ? [run.bundles.planned, await lookups.bundle(name)]
      : [run.accessScopes.planned, await lookups.accessScope(name)];
  if (found !== null || planned.has(name)) return [];
  return [await missing('APONO_NOT_FOUND', kind, name, path, [...planned.keys()], lookups)];
}

async function integrationProblems(target: unknown, at: Path, lookups: TenantLookups, run: Run): Promise<Problem[]> {
  const name = nameIn(target, 'integration_name');
  if (name === undefined) return [];
  const found = await lookups.integration(name);
  const planned = run.integrations.planned.get(found?.name ?? name) ?? run.integrations.planned.get(name);
  if (found === null && planned === undefined) {
    const others = [...run.integrations.planned.keys()];
    return [
      await missing('APONO_INTEGRATION_UNKNOWN', 'integration', name, [...at, 'integration_name'], others, lookups),
    ];
  }
  const type = nameIn(target, 'resource_type');
  if (type === undefined) return [];
  const { items: offered, isWhole } =
    found === null ? { items: [], isWhole: false } : await lookups.permissions(found.id);
  const ofType = offered.filter(({ resource_type }) => resource_type === type).map(({ name: each }) => each);
  const types = new Set([
    ...offered.map(({ resource_type }) => resource_type),
    ...(found?.connected_resource_types ?? []),
    ...knownNames(planned?.connected_resource_types),
  ]);
  const mayHaveMore = (found !== null && !isWhole) || isUnknown(planned?.connected_resource_types);
  if (ofType.length === 0 && types.size > 0 && !types.has(type) && !mayHaveMore) {
    return [notOffered(`${name} has no resources of this type`, type, [...types].sort(), [...at, 'resource_type'])];
  }
  const permissions = knownNames((target as { permissions?: unknown }).permissions);
  const lacking = permissions.filter((each) => !ofType.includes(each));
  if (lacking.length === 0) return [];
  if (ofType.length === 0 || mayHaveMore) return [notChecked(name, type, at)];
  const path = [...at, 'permissions'];
  return lacking.map((each) => notOffered(`${type} of ${name} has no such permission`, each, ofType.sort(), path));
}

async function missing(
  code: 'APONO_NOT_FOUND' | 'APONO_INTEGRATION_UNKNOWN',
  kind: 'integration' | 'bundle' | 'access scope',
  name: string,
  path: Path,
  planned: readonly string[],
  lookups: TenantLookups,
): Promise<Problem> {
  const names = [...new Set([...(await lookups.names(kind)), ...planned])];
  const shown = names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')}, and more` : names.join(', ');
  return problem(code, path, `Apono has no ${kind} of this name or id, and this run makes none`, {
    value: name,
    allowed: names.length === 0 ? `none: the tenant has no ${kind} yet` : shown,
    next: `${giveOneOf(name, names)} One that the same run makes is named by a reference to it, so that Terraform makes it first.`,
  });
}

const SHOWN = 10;

function notOffered(what: string, value: string, offered: readonly string[], path: Path): Problem {
  return problem('APONO_NOT_OFFERED', path, what, {
    value,
    allowed: offered.join(', '),
    next: giveOneOf(value, offered),
  });
}

function notChecked(name: string, type: string, at: Path): Problem {
  return problem(
    'NOT_CHECKED',
    [...at, 'permissions'],
    `Whether ${type} of ${name} has these permissions was not checked: Apono does not tell yet`,
    {
      severity: 'warning',
      next: 'Nothing, if the integration is new: Apono says what it offers once it is Active.',
    },
  );
}

function nameIn(target: unknown, attribute: string): string | undefined {
  const value = (target as Record<string, unknown> | undefined)?.[attribute];
  return typeof value === 'string' ? value : undefined;
}
