import { useMemo, useState } from 'preact/hooks';
import { isShown, matcherOf, NO_FILTER, privilegesIn, textsOf, whysIn } from '../model/filter';
import { FilterBar } from '../table/filter-bar';
import { RightsTable, type ShownRight } from '../table/rights-table';

interface Props {
  readonly label: string;
  readonly rights: readonly ShownRight[];
  readonly with: Parameters<typeof RightsTable>[0]['with'];
  readonly databases?: readonly string[];
}

/** A table of rights with what chooses among them. */
export function RightsView({ label, rights, with: columns, databases = [] }: Props) {
  const [filter, setFilter] = useState(NO_FILTER);
  const shown = useMemo(() => {
    const isMatching = matcherOf(filter.search);
    return rights.filter(
      ({ right }) => isShown(right, filter) && (filter.search === '' || isMatching(...textsOf(right))),
    );
  }, [rights, filter]);
  const plain = rights.map(({ right }) => right);
  return (
    <>
      <FilterBar
        filter={filter}
        change={setFilter}
        search="role, object, privilege"
        privileges={privilegesIn(plain)}
        whys={whysIn(plain)}
        databases={databases}
        count={`${shown.length.toLocaleString('en')} of ${rights.length.toLocaleString('en')}`}
      />
      <RightsTable label={label} rights={shown} with={columns} />
    </>
  );
}
