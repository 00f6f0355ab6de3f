import { foldHindrances } from '../../../access/fold-hindrances';
import { visible } from '../../../problem/visible';
import { hrefOf } from '../model/route';
import { isItsOwn, type ServerModel } from '../model/server-model';
import { Name, RoleLink } from '../table/names';
import { VirtualRows } from '../table/virtual-rows';

/** What was read, what stands out, what was not seen. */
export function Overview({ model }: { readonly model: ServerModel }) {
  const { server, data, rights, everybody, memberships, roles } = model;
  const name = server.server;
  const { future, of_no_use, not_seen } = data.report;
  const granted = everybody.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'public'));
  const [coming, useless, unseen] = [future, of_no_use, not_seen].map((each) =>
    each.filter((one) => one.server === name),
  ) as [typeof future, typeof of_no_use, typeof not_seen];
  const hindered = foldHindrances(useless);
  const undeclared = rights.filter(({ reasons }) => reasons.some(({ origin }) => origin === 'nobody'));
  const passing = rights.filter(
    (each) => each.with_grant_option && isItsOwn(each) && !each.reasons.some(({ kind }) => kind === 'owner'),
  );
  return (
    <div class="page">
      {unseen.length > 0 && (
        <section class="notice">
          <h2>Not seen</h2>
          <p>This could not be read as {visible(server.user)}, and nothing here speaks of it.</p>
          <ul>
            {unseen.map(({ database, why }) => (
              <li key={database}>
                <strong>{database === null ? 'the whole server' : <Name>{database}</Name>}</strong>: {visible(why)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul class="figures">
        <Figure count={roles.length} what="roles" href={hrefOf({ view: 'matrix', server: name })} />
        <Figure count={server.superusers.length} what="superusers" href={hrefOf({ view: 'everybody', server: name })} />
        <Figure count={memberships.length} what="memberships" href={hrefOf({ view: 'memberships', server: name })} />
        <Figure count={granted.length} what="grants to PUBLIC" href={hrefOf({ view: 'everybody', server: name })} />
        <Figure
          count={rolesOf(passing)}
          what="roles may pass on what is not theirs"
          href={hrefOf({ view: 'matrix', server: name })}
        />
        {undeclared.length > 0 && (
          <Figure
            count={rolesOf(undeclared)}
            what="roles with grants that nobody declared"
            href={hrefOf({ view: 'matrix', server: name, why: 'nobody' })}
          />
        )}
      </ul>
      <section>
        <h2>What was read</h2>
        <dl class="facts">
          <dt>Server</dt>
          <dd>
            <Name>{name}</Name>, PostgreSQL {versionOf(server.version)}
          </dd>
          <dt>Databases</dt>
          <dd>{server.databases.map(visible).join(', ')}</dd>
          <dt>When, as whom</dt>
          <dd>
            {server.read_at}, as <Name>{server.user}</Name>
          </dd>
          <dt>Cluster</dt>
          <dd>{server.system ?? 'may not be read by this role'}</dd>
          <dt>Asked for</dt>
          <dd>{askedInWords(data.report.asked)}</dd>
          <dt>Fingerprint</dt>
          <dd class="mono">{data.report.fingerprint}</dd>
        </dl>
      </section>
      {hindered.length > 0 && (
        <section>
          <h2>What keeps roles from what they have</h2>
          <VirtualRows
            label="What keeps roles from what they have"
            columns={['Role', 'Database', 'Why']}
            template="minmax(9rem, 1fr) minmax(6rem, 1fr) minmax(12rem, 2fr)"
            count={hindered.length}
            height={32}
            row={(at) => {
              const each = hindered[at] as (typeof hindered)[number];
              return [
                <RoleLink key="role" server={name} name={each.role} />,
                <Name key="database">{each.database}</Name>,
                visible(each.text),
              ];
            }}
          />
        </section>
      )}
      {coming.length > 0 && (
        <section>
          <h2>To come: default privileges</h2>
          <VirtualRows
            label="Default privileges"
            columns={['Who', 'Will have', 'On every', 'That is made by', 'In']}
            template="minmax(8rem, 1fr) minmax(8rem, 1fr) minmax(6rem, 0.6fr) minmax(8rem, 1fr) minmax(8rem, 1fr)"
            count={coming.length}
            height={32}
            row={(at) => {
              const each = coming[at] as (typeof coming)[number];
              return [
                <RoleLink key="who" server={name} name={each.grantee} />,
                <span key="what" class="privileges">
                  {each.privileges.map((one) => (
                    <code key={one}>{one}</code>
                  ))}
                  {each.with_grant_option.length > 0 && (
                    <span class="option">may pass on {each.with_grant_option.join(', ')}</span>
                  )}
                </span>,
                each.on.replaceAll('_', ' '),
                <RoleLink key="by" server={name} name={each.owner} />,
                visible(
                  each.schema === null ? `every schema of ${each.database}` : `${each.schema} of ${each.database}`,
                ),
              ];
            }}
          />
        </section>
      )}
    </div>
  );
}

function Figure({ count, what, href }: { readonly count: number; readonly what: string; readonly href: string }) {
  return (
    <li>
      <a href={href}>
        <strong>{count.toLocaleString('en')}</strong> <span>{what}</span>
      </a>
    </li>
  );
}

function rolesOf(rights: ServerModel['rights']): number {
  return new Set(rights.flatMap(({ roles }) => roles)).size;
}

function askedInWords({ roles, objects, privilege, system }: ServerModel['data']['report']['asked']): string {
  return visible(
    [
      roles === null ? 'all roles' : `the roles ${roles.join(', ')}`,
      objects === null ? 'all objects' : objects.join(', '),
      ...(privilege === null ? [] : [`${privilege} alone`]),
      ...(system ? ["PostgreSQL's own objects too"] : []),
    ].join('; '),
  );
}

function versionOf(number: string): string {
  return `${Math.floor(Number(number) / 10_000)}.${Number(number) % 10_000}`;
}
