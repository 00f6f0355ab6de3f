import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useVirtualizer } from './use-virtualizer';

interface Props {
  /** What the table is of, for who hears it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** How many rows there are. */
  readonly count: number;
  /** Pixels; a row may be higher. */
  readonly height: number;
  /** The widths of the columns, as CSS has them. */
  readonly template: string;
  readonly keyOf?: (at: number) => string;
  /** The cells of a row. */
  readonly row: (at: number) => readonly ComponentChildren[];
}

/** A table of any length. */
export function VirtualRows({ label, columns, count, height, template, keyOf, row }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count,
    estimateSize: () => height,
    getScrollElement: () => scroll.current,
    getItemKey: keyOf ?? ((at) => at),
  });
  const style = { gridTemplateColumns: template };
  return (
    <div class="scroll" ref={scroll} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={count + 1} class="rows">
        <div role="rowgroup" class="head">
          <div role="row" aria-rowindex={1} class="row" style={style}>
            {columns.map((each) => (
              <div role="columnheader" key={each}>
                {each}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="body" style={{ height: `${rows.getTotalSize()}px` }}>
          {rows.getVirtualItems().map(({ key, index, start }) => (
            <div
              role="row"
              aria-rowindex={index + 2}
              class="row"
              key={key}
              data-index={index}
              ref={rows.measureElement}
              style={{ ...style, transform: `translateY(${start}px)` }}
            >
              {row(index).map((cell, at) => (
                <div role="cell" key={columns[at]} data-label={columns[at]}>
                  {cell}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
