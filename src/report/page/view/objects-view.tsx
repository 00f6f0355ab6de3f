import { useMemo, useState } from 'preact/hooks';
import { isShown, matcherOf, NO_FILTER, privilegesIn } from '../model/filter';
import { fullName, holdersOf, type ListedObject, objectsIn } from '../model/objects';
import { hrefOf } from '../model/route';
import type { ServerModel } from '../model/server-model';
import { Choice, FilterBar } from '../table/filter-bar';
import { Name } from '../table/names';
import { VirtualRows } from '../table/virtual-rows';

const READ = ['SELECT', 'USAGE', 'CONNECT', 'EXECUTE'];
const WRITE = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'CREATE'];

/** Every object, with how many may do what to it. */
export function ObjectsView({ model }: { readonly model: ServerModel }) {
  const { server, rights, superRights } = model;
  const [filter, setFilter] = useState(NO_FILTER);
  const [on, setOn] = useState('');
  const all = useMemo(() => {
    const granted = objectsIn(rights);
    return granted.length > 0 ? granted : objectsIn(superRights);
  }, [rights, superRights]);
  const kinds = useMemo(() => [...new Set(all.map((each) => each.on))].sort(), [all]);
  const shown = useMemo(() => {
    const isMatching = matcherOf(filter.search);
    return all.filter(
      (each) =>
        (on === '' || each.on === on) &&
        each.rights.some((right) => isShown(right, filter)) &&
        isMatching(fullName(each), each.on),
    );
  }, [all, filter, on]);
  const several = server.databases.length > 1;
  return (
    <div class="page wide">
      <FilterBar
        filter={filter}
        change={setFilter}
        search="object"
        privileges={privilegesIn(rights)}
        databases={server.databases}
        count={`${shown.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} objects`}
      >
        <Choice
          label="Kind"
          value={on}
          options={[['', 'all'], ...kinds.map((each) => [each, each.replaceAll('_', ' ')] as const)]}
          choose={setOn}
        />
      </FilterBar>
      <VirtualRows
        label="Objects"
        columns={['Kind', 'Object', ...(several ? ['Database'] : []), 'Read or use it', 'Change it']}
        template={`7rem minmax(12rem, 2fr) ${several ? 'minmax(6rem, 0.7fr) ' : ''}minmax(6rem, 0.6fr) minmax(6rem, 0.6fr)`}
        count={shown.length}
        height={32}
        row={(at) => cellsOf(shown[at] as ListedObject, server.server, several)}
      />
    </div>
  );
}

function cellsOf(object: ListedObject, server: string, several: boolean) {
  const { database, on, schema, name } = object;
  return [
    <span key="kind" class="kind">
      {on.replaceAll('_', ' ')}
    </span>,
    <a key="name" href={hrefOf({ view: 'object', server, database: database ?? '', on, schema: schema ?? '', name })}>
      <Name>{fullName(object)}</Name>
    </a>,
    ...(several ? [database === null ? '(server)' : <Name key="database">{database}</Name>] : []),
    rolesInWords(holdersOf(object, READ)),
    rolesInWords(holdersOf(object, WRITE)),
  ];
}

function rolesInWords(count: number): string {
  return count === 0 ? '–' : `${count.toLocaleString('en')} ${count === 1 ? 'role' : 'roles'}`;
}
