import { useLayoutEffect, useRef } from 'preact/hooks';
import { foldHindrances } from '../../../access/fold-hindrances';
import { visible } from '../../../problem/visible';
import type { Right } from '../model/data';
import type { Column } from '../model/matrix';
import { hrefOf } from '../model/route';
import type { ServerModel } from '../model/server-model';
import { Chain } from '../table/chain';
import { Name } from '../table/names';
import { Objects } from '../table/objects';

interface Props {
  readonly model: ServerModel;
  readonly role: string;
  readonly column: Column;
  readonly rights: readonly Right[];
  /** Where the column is a schema: the way to its objects. */
  readonly objects: string | undefined;
  readonly close: () => void;
}

/** Past this number, the role's page has them. */
const MOST = 100;

/** What is behind a cell: every right, with the chain that leads to it. */
export function CellPanel({ model, role, column, rights, objects, close }: Props) {
  const { server, data } = model;
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the next key: Escape is heard in here.
  useLayoutEffect(() => heading.current?.focus(), [role, column.key]);
  const { database, schema } = column.place;
  const hindrances = foldHindrances(
    data.report.of_no_use.filter(
      (each) =>
        each.server === server.server &&
        each.role === role &&
        each.database === database &&
        (each.schema === null || each.schema === schema),
    ),
  );
  return (
    <aside
      class="panel"
      aria-labelledby="panel-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2 id="panel-title" tabIndex={-1} ref={heading}>
          <Name>{role}</Name> <span class="quiet">in</span> <Name>{column.label}</Name>
        </h2>
        <button type="button" class="close" aria-label="Close" onClick={close}>
          ×
        </button>
      </header>
      {hindrances.map(({ text }) => (
        <p class="hindrance" key={text}>
          But: {visible(text)}
        </p>
      ))}
      {rights.length === 0 && <p class="empty">Nothing of its own here.</p>}
      <ul class="ways">
        {rights.slice(0, MOST).map((right) => (
          <li key={JSON.stringify([right.on, right.objects[0], right.column, right.privileges])}>
            <span class="privileges">
              {right.privileges.map((each) => (
                <code key={each}>{each}</code>
              ))}
              {right.with_grant_option && <span class="option">may pass it on</span>}
            </span>{' '}
            <span class="quiet">on</span> <Objects {...right} />
            <span class="reasons">
              {right.reasons.map((reason) => (
                <Chain key={JSON.stringify(reason)} server={server.server} reason={reason} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <footer>
        {rights.length > MOST && <p>and {rights.length - MOST} more</p>}
        <a href={hrefOf({ view: 'role', server: server.server, name: role })}>All that it has</a>
        {objects !== undefined && <a href={objects}>Object by object</a>}
      </footer>
    </aside>
  );
}
