import { useMemo } from 'preact/hooks';
import type { Changes } from '../model/data';
import type { ServerModel } from '../model/server-model';
import { RightsView } from './rights-view';

/** Who gained and who lost what since another reading. */
export function ChangesView({ model, changes }: { readonly model: ServerModel; readonly changes: Changes }) {
  const { server } = model;
  const rights = useMemo(
    () => [
      ...changes.lost.filter((each) => each.server === server.server).map((right) => ({ right, sign: '-' as const })),
      ...changes.gained.filter((each) => each.server === server.server).map((right) => ({ right, sign: '+' as const })),
    ],
    [changes, server],
  );
  return (
    <div class="page wide">
      <header class="title">
        <h1>Since {changes.since.replace('T', ' ').replace('Z', ' UTC')}</h1>
        <p class="quiet">
          {rights.length === 0
            ? 'Nobody gained or lost anything.'
            : `${rights.filter(({ sign }) => sign === '+').length} gained, ${rights.filter(({ sign }) => sign === '-').length} lost`}
        </p>
      </header>
      {rights.length > 0 && (
        <RightsView
          label="Who gained and who lost what"
          rights={rights}
          with={{ roles: true, objects: true, database: server.databases.length > 1 }}
          databases={server.databases}
        />
      )}
    </div>
  );
}
