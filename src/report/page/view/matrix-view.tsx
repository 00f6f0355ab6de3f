import { useMemo, useState } from 'preact/hooks';
import { isShown, matcherOf, NO_FILTER, privilegesIn, type Why, whysIn } from '../model/filter';
import { type Column, isIn, matrixOf, objectColumns, type Place, schemaColumns, totalsIn } from '../model/matrix';
import { hrefOf, type Route } from '../model/route';
import { isItsOwn, type ServerModel } from '../model/server-model';
import { LEVEL_WORDS, LEVELS } from '../model/strongest';
import { Choice, FilterBar } from '../table/filter-bar';
import { MatrixGrid } from '../table/matrix-grid';
import { CellPanel } from './cell-panel';

/** Roles by schemas, or by the objects of one, with the strongest right in each cell. */
export function MatrixView({ model, route }: { readonly model: ServerModel; readonly route: Route }) {
  const { server, rights, roles } = model;
  const [filter, setFilter] = useState({ ...NO_FILTER, why: (route.why ?? 'any') as Why });
  const [chosen, setChosen] = useState<{ role: string; column: Column } | null>(null);
  const [withEverybody, setWithEverybody] = useState(false);
  const counted = useMemo(
    () => rights.filter((each) => (withEverybody || isItsOwn(each)) && isShown(each, filter)),
    [rights, withEverybody, filter.privilege, filter.why, filter.database],
  );
  const schemas = useMemo(
    () => schemaColumns(rights.filter((each) => withEverybody || isItsOwn(each))),
    [rights, withEverybody],
  );
  const totals = useMemo(() => totalsIn([...model.superRights, ...rights]), [model]);
  const place = schemas.find(({ key }) => key === route.place)?.place;
  const matrix = useMemo(() => {
    const isMatching = matcherOf(filter.search);
    const having = new Set(counted.flatMap((each) => (place === undefined || isIn(each, place) ? each.roles : [])));
    const isNarrowed = filter.privilege !== '' || filter.why !== 'any' || place !== undefined;
    const shown = roles.filter((each) => isMatching(each) && (!isNarrowed || having.has(each)));
    const columns =
      place === undefined ? schemas.filter((each) => isOf(each, filter.database)) : objectColumns(counted, place);
    return matrixOf(counted, shown, columns, totals);
  }, [counted, place, filter.search, roles, schemas]);
  const href = (key: string) => hrefOf({ view: 'matrix', server: server.server, ...(key !== '' && { place: key }) });
  return (
    <div class="page wide">
      <FilterBar
        filter={filter}
        change={setFilter}
        search="role"
        privileges={privilegesIn(rights)}
        whys={whysIn(rights)}
        databases={server.databases}
        count={`${matrix.roles.length.toLocaleString('en')} of ${roles.length.toLocaleString('en')} roles`}
      >
        <Choice
          label="Columns"
          value={route.place ?? ''}
          options={[
            ['', 'schemas'],
            ...schemas.map(
              (each) => [each.key, `objects of ${server.databases.length > 1 ? inWords(each) : each.label}`] as const,
            ),
          ]}
          choose={(key) => {
            setChosen(null);
            location.hash = href(key);
          }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={withEverybody}
            onChange={({ currentTarget }) => setWithEverybody(currentTarget.checked)}
          />
          count what everybody has
        </label>
      </FilterBar>
      <div class="split">
        {matrix.roles.length === 0 || matrix.columns.length === 0 ? (
          <p class="empty">No role has such a right here.</p>
        ) : (
          <MatrixGrid
            server={server.server}
            matrix={matrix}
            withAbove={place !== undefined || server.databases.length > 1}
            chosen={chosen && { role: chosen.role, column: chosen.column.key }}
            choose={(role, column) => setChosen({ role, column })}
          />
        )}
        {chosen !== null && (
          <CellPanel
            model={model}
            role={chosen.role}
            column={chosen.column}
            rights={counted.filter((each) => each.roles.includes(chosen.role) && isIn(each, chosen.column.place))}
            objects={chosen.column.place.object === undefined ? href(chosen.column.key) : undefined}
            close={() => setChosen(null)}
          />
        )}
      </div>
      <ul class="legend" aria-label="What the cells say">
        {LEVELS.slice(1).map((each) => (
          <li key={each}>
            <span class={`cell level-${each}`}>{each}</span> {LEVEL_WORDS[each]}
          </li>
        ))}
        <li>
          <span class="cell level-read some">read</span> dashed: on some objects or columns only
        </li>
      </ul>
    </div>
  );
}

function isOf({ place }: Column, database: string): boolean {
  return database === '' || place.database === null || place.database === (database as Place['database']);
}

function inWords({ label, above }: Column): string {
  return above === '' ? label : `${above} / ${label}`;
}
