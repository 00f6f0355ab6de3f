import { useMemo, useState } from 'preact/hooks';
import { visible } from '../../../problem/visible';
import type { SaidChange } from '../../../review';
import type { ReviewData } from '../model/data';
import { matcherOf, NO_FILTER } from '../model/filter';
import { Choice, FilterBar } from '../table/filter-bar';
import { VirtualRows } from '../table/virtual-rows';

/** What a plan changes: what to look at first, who gains and loses what, the SQL. */
export function ReviewView({ data }: { readonly data: ReviewData }) {
  const { review, headline } = data;
  return (
    <div class="page">
      <header class="title">
        <h1>{headline}</h1>
        <p class="quiet mono">{review.fingerprint}</p>
      </header>
      {review.flags.length > 0 && (
        <section class="notice">
          <h2>Look at first</h2>
          <VirtualRows
            label="Look at first"
            columns={['Flag', 'What', 'Where']}
            template="11rem minmax(14rem, 3fr) minmax(10rem, 1fr)"
            count={review.flags.length}
            height={32}
            row={(at) => {
              const { flag, what, address } = review.flags[at] as (typeof review.flags)[number];
              return [
                <code key="flag" class="flag">
                  {flag}
                </code>,
                visible(what),
                <span key="address" class="mono quiet">
                  {visible(address ?? '')}
                </span>,
              ];
            }}
          />
        </section>
      )}
      {data.changes.length > 0 && <ReviewChanges all={data.changes} />}
      {review.statements.map(({ server, database, sql, known }) => (
        <section key={JSON.stringify([server, database])}>
          <h2>
            SQL on <bdi>{visible(server)}</bdi>
            {database !== null && (
              <>
                , database <bdi>{visible(database)}</bdi>
              </>
            )}
          </h2>
          <VirtualRows
            label={`SQL on ${visible(server)}${database === null ? '' : `, ${visible(database)}`}`}
            columns={['No.', 'Statement']}
            template="3rem minmax(20rem, 1fr)"
            count={sql.length}
            height={30}
            row={(at) => [
              <span key="number" class="quiet">
                {at + 1}
              </span>,
              <code key="sql" class="sql">
                {visible(sql[at] as string)}
              </code>,
            ]}
          />
          {!known && <p class="quiet">and more, not known yet</p>}
        </section>
      ))}
    </div>
  );
}

const EFFECTS = { '': 'all', '+': 'gains', '-': 'losses', '~': 'alterations' } as const;

const KINDS = { '+': 'gained', '-': 'lost', '~': 'altered' } as const;

const WORDS = { gain: '+ gain', lose: '− loss', create: '+ made', alter: '~ altered', drop: '− dropped' } as const;

function ReviewChanges({ all }: { readonly all: readonly SaidChange[] }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const [effect, setEffect] = useState('');
  const shown = useMemo(() => {
    const isMatching = matcherOf(filter.search);
    return all.filter(
      ({ sign, text, change }) =>
        (effect === '' || sign === effect) && isMatching(text, change.address, change.server, change.database),
    );
  }, [all, filter, effect]);
  return (
    <section>
      <h2>Who gains and loses what</h2>
      <FilterBar
        filter={filter}
        change={setFilter}
        search="role, object, privilege"
        count={`${shown.length} of ${all.length}`}
      >
        <Choice label="Show" value={effect} options={Object.entries(EFFECTS)} choose={setEffect} />
      </FilterBar>
      <VirtualRows
        label="Who gains and loses what"
        columns={['Change', 'What', 'Where', 'Resource']}
        template="5.5rem minmax(16rem, 3fr) minmax(8rem, 1fr) minmax(9rem, 1fr)"
        count={shown.length}
        height={34}
        row={(at) => {
          const { sign, text, change } = shown[at] as SaidChange;
          const kind = KINDS[sign];
          return [
            <span key="sign" class={kind}>
              {WORDS[change.effect]}
            </span>,
            visible(text),
            visible([change.server, change.database].filter((each) => each !== null).join(', ')),
            <span key="address" class="mono quiet">
              {visible(change.address ?? '')}
            </span>,
          ];
        }}
      />
    </section>
  );
}
