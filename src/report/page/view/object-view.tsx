import { useMemo } from 'preact/hooks';
import { visible } from '../../../problem/visible';
import { fullName } from '../model/objects';
import type { Route } from '../model/route';
import { isItsOwn, type ServerModel } from '../model/server-model';
import { Name, RoleLink } from '../table/names';
import { RightsView } from './rights-view';

/** One object: who may do what to it, and why. */
export function ObjectView({ model, route }: { readonly model: ServerModel; readonly route: Route }) {
  const { server } = model;
  const { on = '', name = '', database = '', schema = '' } = route;
  const rights = useMemo(() => {
    const isOnIt = (each: ServerModel['rights'][number]) =>
      each.on === on &&
      (each.database ?? '') === database &&
      (each.schema ?? '') === schema &&
      each.objects.includes(name);
    return [...model.everybody.filter(isOnIt), ...model.rights.filter((each) => isOnIt(each) && isItsOwn(each))].map(
      (right) => ({
        right,
      }),
    );
  }, [model, on, name, database, schema]);
  const full = fullName({ schema: schema === '' ? null : schema, name });
  return (
    <div class="page wide">
      <header class="title">
        <h1>
          <span class="quiet">{on.replaceAll('_', ' ')}</span> <Name>{full}</Name>
        </h1>
        <p class="quiet">{database === '' ? 'of the server' : <>in the database {visible(database)}</>}</p>
      </header>
      {server.superusers.length > 0 && (
        <p class="quiet roles">
          Besides the superusers:{' '}
          {server.superusers.map((each) => (
            <RoleLink key={each} server={server.server} name={each} />
          ))}
        </p>
      )}
      <RightsView
        label={`Who may do what to ${visible(full)}`}
        rights={rights}
        with={{ roles: true, column: rights.some(({ right }) => right.column !== null) }}
      />
    </div>
  );
}
