import { useMemo, useState } from 'preact/hooks';
import { matcherOf, NO_FILTER } from '../model/filter';
import type { ServerModel } from '../model/server-model';
import { optionsOf, treeOf } from '../model/tree';
import { FilterBar } from '../table/filter-bar';
import { RoleLink } from '../table/names';
import { VirtualRows } from '../table/virtual-rows';

/** Levels that are open when nobody has said anything. */
const OPEN = 3;

/** Who is a member of what, as a tree: a role's members stand below it. */
export function MembershipsView({ model }: { readonly model: ServerModel }) {
  const { server, memberships } = model;
  const [filter, setFilter] = useState(NO_FILTER);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => {
    const isMatching = matcherOf(filter.search);
    const tree = treeOf(
      memberships,
      ({ path, depth }) => depth < OPEN !== turned.has(JSON.stringify(path)) || filter.search !== '',
    );
    if (filter.search === '') return tree;
    // Who is found is shown with those above.
    const kept = new Set(
      tree
        .filter(({ role }) => isMatching(role))
        .flatMap(({ path }) => path.map((_, at) => JSON.stringify(path.slice(0, at + 1)))),
    );
    return tree.filter(({ path }) => kept.has(JSON.stringify(path)));
  }, [memberships, turned, filter.search]);
  const turn = (key: string) => {
    const next = new Set(turned);
    if (!next.delete(key)) next.add(key);
    setTurned(next);
  };
  return (
    <div class="page wide">
      <FilterBar
        filter={filter}
        change={setFilter}
        search="role"
        count={`${memberships.length.toLocaleString('en')} memberships`}
      />
      {memberships.length === 0 ? (
        <p class="empty">No role is a member of another.</p>
      ) : (
        <VirtualRows
          label="Memberships: the members of a role stand below it"
          columns={['Role and its members', 'How', 'Given by']}
          template="minmax(14rem, 2fr) minmax(10rem, 1fr) minmax(8rem, 1fr)"
          count={lines.length}
          height={30}
          row={(at) => {
            const { role, depth, by, path, members } = lines[at] as (typeof lines)[number];
            const key = JSON.stringify(path);
            const isOpen = lines[at + 1]?.depth === depth + 1;
            return [
              <span key="role" class="branch" style={{ paddingLeft: `${depth * 1.4}rem` }}>
                {members > 0 ? (
                  <button
                    type="button"
                    class="fold"
                    aria-expanded={isOpen}
                    aria-label={`Members of ${role}`}
                    onClick={() => turn(key)}
                  >
                    {isOpen ? '▾' : '▸'}
                  </button>
                ) : (
                  <span class="leaf" />
                )}
                <span class="hidden">{depth > 0 ? `level ${depth + 1}: ` : ''}</span>
                <RoleLink server={server.server} name={role} />
                {members > 0 && <span class="quiet">{members}</span>}
              </span>,
              by === undefined ? '' : optionsOf(by).join(', '),
              <span key="by" class="roles">
                {[...new Set(by?.map(({ grantor }) => grantor))].map((each) => (
                  <RoleLink key={each} server={server.server} name={each} />
                ))}
              </span>,
            ];
          }}
        />
      )}
    </div>
  );
}
