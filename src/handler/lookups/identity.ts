import type { AttributeV1, GroupV1, UserV3 } from '../../apono';
import { check, giveOneOf, identity } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { TenantLookups } from '../access/tenant-lookups';
import type { HandlerDataSource, Values } from '../handler-resource';
import { knownApono } from '../known-apono';

/** `data aponopg_identity`. */
export const identityDataSource: HandlerDataSource = {
  description: identity,

  validate: (config) => check(identity, config),

  async read({ type, name, source_integration_name }, context) {
    const lookups = context.run.lookups(knownApono(context));
    const source = (source_integration_name ?? undefined) as string | undefined;
    const all = (await entriesOf(String(type), lookups)).filter(
      (each) => source === undefined || [each.sourceName, each.sourceIntegration].includes(source),
    );
    const [found, ...others] = all.filter(({ names }) => names.includes(String(name)));
    if (found === undefined) throw new ProblemError(noneSuch(String(type), String(name), source, all));
    if (others.length > 0) throw new ProblemError(severalSuch(String(type), String(name), [found, ...others]));
    const values: Values = {
      type,
      name,
      source_integration_name: source_integration_name ?? found.sourceName,
      id: found.id,
      source_id: found.sourceId,
      source_integration_id: found.sourceIntegration,
      value: found.value,
    };
    return { values };
  },
};

/** Somebody, or something that is said of people. */
interface Entry {
  /** What it is called; the first is the name that people see. */
  readonly names: readonly string[];
  readonly id: string;
  readonly sourceId: string | null;
  readonly sourceIntegration: string | null;
  readonly sourceName: string | null;
  readonly value: string;
}

async function entriesOf(type: string, lookups: TenantLookups): Promise<Entry[]> {
  if (type === 'user') return (await lookups.users()).map(userEntry);
  if (type === 'group') return (await lookups.groups()).map(groupEntry);
  const found = await lookups.attributes(type, undefined);
  if (found.length > 0) return found.map(attributeEntry);
  const types = ['user', 'group', ...(await lookups.attributeTypes())];
  throw new ProblemError(
    problem('APONO_IDENTITY_UNKNOWN', ['type'], 'Apono knows no such attribute', {
      value: type,
      allowed: [...new Set(types)].join(', '),
      next: giveOneOf(type, types),
    }),
  );
}

function userEntry({ id, email, email_aliases = [], ...user }: UserV3): Entry {
  return { names: [email, ...email_aliases], id, sourceId: null, ...sourceOf(user), value: email };
}

function groupEntry({ id, name, source_id, ...group }: GroupV1): Entry {
  return { names: [name], id, sourceId: source_id ?? null, ...sourceOf(group), value: source_id ?? id };
}

function attributeEntry({ value, source_id, ...attribute }: AttributeV1): Entry {
  const id = source_id ?? value;
  return { names: [value], id, sourceId: source_id ?? null, ...sourceOf(attribute), value: id };
}

function sourceOf(each: { source_integration_id?: string | null; source_integration_name?: string | null }) {
  return {
    sourceIntegration: each.source_integration_id ?? null,
    sourceName: each.source_integration_name ?? null,
  };
}

const SHOWN = 10;

function noneSuch(type: string, name: string, source: string | undefined, all: readonly Entry[]): Problem {
  const names = [...new Set(all.flatMap((each) => each.names[0] ?? []))].sort();
  const where = source === undefined ? 'Apono' : source;
  return problem('APONO_IDENTITY_UNKNOWN', ['name'], `${where} has no ${type} of this name`, {
    value: name,
    allowed:
      names.length === 0
        ? 'none: none is listed'
        : names.length > SHOWN
          ? `${names.slice(0, SHOWN).join(', ')}, and more`
          : names.join(', '),
    next: giveOneOf(name, names),
  });
}

function severalSuch(type: string, name: string, found: readonly Entry[]): Problem {
  const sources = found.map((each) => each.sourceName ?? each.sourceIntegration ?? 'Apono itself').join(', ');
  return problem('APONO_IDENTITY_UNKNOWN', ['source_integration_name'], `There are ${found.length} of this ${type}`, {
    value: name,
    allowed: sources,
    next: 'Say by `source_integration_name` which of them is meant.',
  });
}
