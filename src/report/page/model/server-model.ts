import type { AccessData, Membership, Right, Role, Server } from './data';

/** What an answer says of one server, as the views look at it. */
export interface ServerModel {
  readonly server: Server;
  readonly data: AccessData;
  /** Of roles that are no superusers. */
  readonly rights: readonly Right[];
  /** What superusers have as such. */
  readonly superRights: readonly Right[];
  readonly everybody: readonly Right[];
  readonly memberships: readonly Membership[];
  readonly facts: ReadonlyMap<string, Role>;
  /** Who is no superuser, in order: those who were asked for, with what they have. */
  readonly roles: readonly string[];
}

/** Each server of the answer. */
export function serverModels(data: AccessData): ServerModel[] {
  const { servers, rights, roles = [], memberships = [] } = data.report;
  return servers.map((server) => {
    const isHere = (each: { readonly server: string }) => each.server === server.server;
    const here = rights.filter(isHere);
    const facts = new Map(roles.filter(isHere).map((each) => [each.name, each]));
    const superusers = new Set(server.superusers);
    const names = new Set(here.flatMap((each) => each.roles));
    for (const name of facts.keys()) if (!name.startsWith('pg_')) names.add(name);
    return {
      server,
      data,
      rights: here.filter(({ reasons }) => !reasons.some(({ kind }) => kind === 'superuser')),
      superRights: here.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'superuser')),
      everybody: data.everybody.filter(isHere),
      memberships: memberships.filter(isHere),
      facts,
      roles: [...names].filter((each) => !superusers.has(each) && each !== 'public').sort(),
    };
  });
}

/** The rights of a role that it has by something of its own, and not as everybody. */
export function isItsOwn({ reasons }: Right): boolean {
  return reasons.some(({ kind }) => kind !== 'public' && kind !== 'default');
}
