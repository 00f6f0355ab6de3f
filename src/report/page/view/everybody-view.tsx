import { useMemo } from 'preact/hooks';
import type { ServerModel } from '../model/server-model';
import { RoleLink } from '../table/names';
import { RightsView } from './rights-view';

/** What everybody has, and who may do everything. */
export function EverybodyView({ model }: { readonly model: ServerModel }) {
  const { server, everybody } = model;
  // What somebody granted comes before what PostgreSQL gives by nature.
  const rights = useMemo(
    () =>
      everybody.toSorted((one, other) => Number(isGranted(other)) - Number(isGranted(one))).map((right) => ({ right })),
    [everybody],
  );
  return (
    <div class="page wide">
      <section>
        <h2>Superusers</h2>
        <p class="quiet">They may do everything, whatever is granted or revoked.</p>
        <p class="roles">
          {server.superusers.map((each) => (
            <RoleLink key={each} server={server.server} name={each} />
          ))}
        </p>
      </section>
      <section class="fill">
        <h2>Everybody (PUBLIC)</h2>
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

function isGranted({ reasons }: ServerModel['everybody'][number]): boolean {
  return reasons.some(({ kind }) => kind === 'public');
}
