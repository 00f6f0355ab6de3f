import { useState } from 'preact/hooks';
import type { ChangedRight } from '../model/data';
import { fullName } from '../model/objects';
import { hrefOf } from '../model/route';
import { Name } from './names';

type Props = Pick<ChangedRight, 'server' | 'database' | 'on' | 'schema' | 'objects' | 'column'> & {
  readonly whole_schema?: boolean;
};

/** Names past the first are shown when they are asked for; past the second number, counted. */
const [FEW, MANY] = [3, 500] as const;

/** What a right is on: `all 12 tables in app`, or the names. */
export function Objects({ server, database, on, schema, objects, column, whole_schema }: Props) {
  const [open, setOpen] = useState(false);
  const kind = on.replaceAll('_', ' ');
  const isAll = whole_schema === true && objects.length > 1;
  const shown = open ? objects.slice(0, MANY) : isAll ? [] : objects.slice(0, FEW);
  const hidden = objects.length - shown.length;
  return (
    <span class="objects">
      {isAll ? (
        <span>
          all {objects.length} {kind}s in <Name>{schema ?? ''}</Name>
        </span>
      ) : (
        <span class="kind">{objects.length > 1 ? `${objects.length} ${kind}s` : kind}</span>
      )}
      {shown.map((name) => (
        <a
          key={name}
          href={hrefOf({ view: 'object', server, database: database ?? '', on, schema: schema ?? '', name })}
        >
          <Name>{fullName({ schema, name })}</Name>
        </a>
      ))}
      {column !== null && (
        <span>
          column <Name>{column}</Name>
        </span>
      )}
      {open && hidden > 0 && <span class="quiet">and {hidden} more</span>}
      {(open || hidden > 0) && objects.length > 1 && (
        <button type="button" class="more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'fewer' : isAll ? 'names' : `${hidden} more`}
        </button>
      )}
    </span>
  );
}
