import type { ChangedRight } from '../model/data';
import { Chain } from './chain';
import { Name, RoleLink } from './names';
import { Objects } from './objects';
import { VirtualRows } from './virtual-rows';

export interface ShownRight {
  readonly right: ChangedRight & { readonly whole_schema?: boolean };
  /** Of a comparison. */
  readonly sign?: '+' | '-';
}

interface Props {
  readonly label: string;
  readonly rights: readonly ShownRight[];
  /** Whether the roles, the objects and the database are said; where the page is about one, they are not. */
  readonly with: {
    readonly roles?: boolean;
    readonly objects?: boolean;
    readonly column?: boolean;
    readonly database?: boolean;
  };
}

/** Who may do what, and why: a row each. */
export function RightsTable({ label, rights, with: columns }: Props) {
  const changed = rights.some(({ sign }) => sign !== undefined);
  const all = [
    ...(changed ? [SIGN] : []),
    ...(columns.roles ? [ROLES] : []),
    MAY,
    ...(columns.database ? [DATABASE] : []),
    ...(columns.objects ? [OBJECTS] : []),
    ...(columns.column ? [COLUMN] : []),
    WHY,
  ];
  if (rights.length === 0) return <p class="empty">Nothing to show.</p>;
  return (
    <VirtualRows
      label={label}
      columns={all.map(({ title }) => title)}
      template={all.map(({ width }) => width).join(' ')}
      count={rights.length}
      height={34}
      row={(at) => all.map(({ cell }) => cell(rights[at] as ShownRight))}
    />
  );
}

interface Cell {
  readonly title: string;
  readonly width: string;
  readonly cell: (right: ShownRight) => preact.ComponentChildren;
}

const SIGN: Cell = {
  title: 'Change',
  width: '5.5rem',
  cell: ({ sign }) => <span class={sign === '+' ? 'gained' : 'lost'}>{sign === '+' ? '+ gained' : '− lost'}</span>,
};

const ROLES: Cell = { title: 'Who', width: 'minmax(9rem, 1fr)', cell: ({ right }) => <Roles {...right} /> };

const MAY: Cell = {
  title: 'May',
  width: 'minmax(8rem, 1fr)',
  cell: ({ right }) => (
    <span class="privileges">
      {right.privileges.map((each) => (
        <code key={each}>{each}</code>
      ))}
      {right.with_grant_option && <span class="option">may pass it on</span>}
    </span>
  ),
};

const DATABASE: Cell = {
  title: 'Database',
  width: 'minmax(6rem, 0.5fr)',
  cell: ({ right }) => (right.database === null ? <span class="quiet">(server)</span> : <Name>{right.database}</Name>),
};

const OBJECTS: Cell = { title: 'On', width: 'minmax(11rem, 1.6fr)', cell: ({ right }) => <Objects {...right} /> };

const COLUMN: Cell = {
  title: 'On',
  width: 'minmax(7rem, 0.6fr)',
  cell: ({ right: { on, column } }) =>
    column === null ? (
      <span class="quiet">the whole {on}</span>
    ) : (
      <>
        column <Name>{column}</Name>
      </>
    ),
};

const WHY: Cell = {
  title: 'Why',
  width: 'minmax(13rem, 1.8fr)',
  cell: ({ right }) => (
    <span class="reasons">
      {right.reasons.map((reason) => (
        <Chain key={JSON.stringify(reason)} server={right.server} reason={reason} />
      ))}
    </span>
  ),
};

/** Roles past this number are counted. */
const FEW = 12;

function Roles({ server, roles }: Pick<ChangedRight, 'server' | 'roles'>) {
  return (
    <span class="roles">
      {roles.slice(0, FEW).map((name) => (
        <RoleLink key={name} server={server} name={name} />
      ))}
      {roles.length > FEW && <span class="quiet">and {roles.length - FEW} more</span>}
    </span>
  );
}
