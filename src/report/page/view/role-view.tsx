import { useMemo } from 'preact/hooks';
import { foldHindrances } from '../../../access/fold-hindrances';
import { visible } from '../../../problem/visible';
import type { Role } from '../model/data';
import { isItsOwn, type ServerModel } from '../model/server-model';
import { optionsOf } from '../model/tree';
import { Name, RoleLink } from '../table/names';
import { RightsView } from './rights-view';

/** One role: what it is, what it is a member of, what it may do and why. */
export function RoleView({ model, name }: { readonly model: ServerModel; readonly name: string }) {
  const { server, data, facts, memberships } = model;
  const isSuperuser = server.superusers.includes(name);
  const rights = useMemo(
    () => model.rights.filter((each) => each.roles.includes(name) && isItsOwn(each)).map((right) => ({ right })),
    [model, name],
  );
  const hindrances = foldHindrances(
    data.report.of_no_use.filter((each) => each.server === server.server && each.role === name),
  );
  return (
    <div class="page wide">
      <header class="title">
        <h1>
          <span class="quiet">Role</span> <Name>{name}</Name>
        </h1>
        <Chips role={facts.get(name)} />
      </header>
      {isSuperuser && (
        <p class="notice">It is a superuser: it may do everything, whatever else is granted or revoked.</p>
      )}
      {hindrances.length > 0 && (
        <ul class="hindrances">
          {hindrances.map(({ database, text }) => (
            <li class="hindrance" key={`${database} ${text}`}>
              But in <Name>{database}</Name>: {visible(text)}
            </li>
          ))}
        </ul>
      )}
      <div class="related">
        <Related
          title="Member of"
          server={server.server}
          all={memberships.filter((each) => each.member === name).map((each) => ({ ...each, name: each.role }))}
        />
        <Related
          title="Members"
          server={server.server}
          all={memberships.filter((each) => each.role === name).map((each) => ({ ...each, name: each.member }))}
        />
      </div>
      {!isSuperuser && (
        <RightsView
          label={`What ${visible(name)} may do`}
          rights={rights}
          with={{ objects: true, database: server.databases.length > 1 }}
          databases={server.databases}
        />
      )}
      <p class="quiet">What everybody has is not repeated here.</p>
    </div>
  );
}

function Chips({ role }: { readonly role: Role | undefined }) {
  if (role === undefined) return null;
  const chips = [
    role.login ? 'LOGIN' : 'NOLOGIN',
    ...(role.superuser ? ['SUPERUSER'] : []),
    ...(role.createrole ? ['CREATEROLE'] : []),
    ...(role.bypassrls ? ['BYPASSRLS'] : []),
    ...(role.inherit ? [] : ['NOINHERIT']),
    ...(role.connection_limit >= 0 ? [`CONNECTION LIMIT ${role.connection_limit}`] : []),
    ...(role.expired ? ['expired'] : []),
  ];
  return (
    <ul class="chips" aria-label="Attributes">
      {chips.map((each) => (
        <li key={each} class={/SUPERUSER|CREATEROLE|BYPASSRLS/.test(each) ? 'strong' : ''}>
          {each}
        </li>
      ))}
    </ul>
  );
}

type Membership = ServerModel['memberships'][number] & { readonly name: string };

/** Roles past this number are in the tree. */
const FEW = 24;

function Related({
  title,
  server,
  all,
}: {
  readonly title: string;
  readonly server: string;
  readonly all: readonly Membership[];
}) {
  if (all.length === 0) return null;
  const names = [...new Set(all.map((each) => each.name))].sort();
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {names.slice(0, FEW).map((name) => (
          <li key={name}>
            <RoleLink server={server} name={name} />
            <span class="quiet">{optionsOf(all.filter((each) => each.name === name)).join(', ')}</span>
          </li>
        ))}
        {names.length > FEW && <li class="quiet">and {names.length - FEW} more</li>}
      </ul>
    </section>
  );
}
