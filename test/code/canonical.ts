import type { ProjectDocument } from '../../src/code';

/** A project as what it means: nested entries spelt out, everything that is a set sorted. */
export function canonical(document: ProjectDocument): unknown {
  const { variables: _, ...rest } = document;
  const roles = (document.roles ?? []).map((role) => ({
    ...role,
    ...(Array.isArray(role.member_of) && { member_of: sorted(role.member_of) }),
  }));
  const grants = (document.grants ?? []).map(({ grants: entries = [], default_privileges = [], ...more }) => ({
    ...more,
    grants: sorted(
      entries.flatMap((each) =>
        each.on === 'schema' ? (each.objects ?? []).map((name) => tidy({ ...each, objects: [name] })) : [tidy(each)],
      ),
    ),
    default_privileges: sorted(default_privileges.map(tidy)),
  }));
  const integrations = (document.integrations ?? []).map(({ notes: _, ...each }) => each);
  return JSON.parse(JSON.stringify({ ...rest, roles: sorted(roles), grants, integrations }));
}

function tidy<E extends { readonly privileges: readonly string[]; readonly objects?: readonly string[] }>(entry: E) {
  return {
    ...entry,
    ...(entry.objects && { objects: [...entry.objects].sort() }),
    privileges: [...entry.privileges].sort(),
  };
}

function sorted<E>(entries: readonly E[]): E[] {
  const key = (entry: E) => JSON.stringify(Object.entries(entry as object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
