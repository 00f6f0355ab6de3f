import type { ComponentChildren } from 'preact';
import { type Filter, WHY, type Why } from '../model/filter';

interface Props {
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
  /** What the search looks at. */
  readonly search: string;
  readonly privileges?: readonly string[];
  readonly whys?: readonly Why[];
  readonly databases?: readonly string[];
  /** How many of how many are shown. */
  readonly count: string;
  readonly children?: ComponentChildren;
}

/** What a table shows of all there is. */
export function FilterBar({
  filter,
  change,
  search,
  privileges = [],
  whys = [],
  databases = [],
  count,
  children,
}: Props) {
  return (
    <search class="filters">
      <label class="search">
        <span class="label">Search</span>
        <input
          type="search"
          id="search"
          placeholder={search}
          value={filter.search}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => change({ ...filter, search: currentTarget.value })}
        />
      </label>
      {children}
      {databases.length > 1 && (
        <Choice
          label="Database"
          value={filter.database}
          options={[['', 'all'], ...databases.map((each) => [each, each] as const)]}
          choose={(database) => change({ ...filter, database })}
        />
      )}
      {privileges.length > 1 && (
        <Choice
          label="May"
          value={filter.privilege}
          options={[['', 'anything'], ...privileges.map((each) => [each, each] as const)]}
          choose={(privilege) => change({ ...filter, privilege })}
        />
      )}
      {whys.length > 1 && (
        <Choice
          label="Why"
          value={filter.why}
          options={whys.map((each) => [each, WHY[each].label] as const)}
          choose={(why) => change({ ...filter, why: why as Why })}
        />
      )}
      <output class="count">{count}</output>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly choose: (value: string) => void;
}

/** One of a few. */
export function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label>
      <span class="label">{label}</span>
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
