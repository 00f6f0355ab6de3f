import { useMemo } from 'preact/hooks';
import type { ServerModel } from '../model/server-model';
import { RoleLink } from '../table/names';
import { RightsView } from './rights-view';

/** What everybody has, and who may do everything. */
export function EverybodyView({ model }: { readonly model: ServerModel }) {
  const { server, everybody } = model;
  const rights = useMemo(() => everybody.map((right) => ({ right })), [everybody]);
  return (
    <div class="page wide">
      <section aria-labelledby="superusers">
        <h2 id="superusers">Superusers</h2>
        <p class="quiet">They may do everything, whatever is granted or revoked.</p>
        <p class="roles">
          {server.superusers.map((each) => (
            <RoleLink key={each} server={server.server} name={each} />
          ))}
        </p>
      </section>
      <section class="fill" aria-labelledby="public">
        <h2 id="public">Everybody (PUBLIC)</h2>
        <RightsView
          label="What everybody may do"
          rights={rights}
          with={{ objects: true, database: server.databases.length > 1 }}
          databases={server.databases}
        />
      </section>
    </div>
  );
}
