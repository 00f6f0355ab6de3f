import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../../problem/visible';
import type { Column, Matrix } from '../model/matrix';
import { LEVELS, type Level } from '../model/strongest';
import { RoleLink } from './names';
import { useVirtualizer } from './use-virtualizer';

interface Props {
  readonly server: string;
  readonly matrix: Matrix;
  /** Whether columns say what they are a part of. */
  readonly withAbove: boolean;
  readonly chosen: { readonly role: string; readonly column: string } | null;
  readonly choose: (role: string, column: Column) => void;
}

const [ROW, CELL] = [30, 96] as const;

/** How wide the names are, on a screen and on a small one. */
const [NAMES, FEW_NAMES] = [220, 132] as const;

/** Roles by places. Arrow keys go from cell to cell, Enter chooses one. */
export function MatrixGrid({ server, matrix, withAbove, chosen, choose }: Props) {
  const { roles, columns } = matrix;
  const scroll = useRef<HTMLDivElement>(null);
  const getScrollElement = () => scroll.current;
  const names = innerWidth > 860 ? NAMES : FEW_NAMES;
  const rows = useVirtualizer({ count: roles.length, estimateSize: () => ROW, getScrollElement });
  const across = useVirtualizer({
    count: columns.length,
    estimateSize: () => CELL,
    getScrollElement,
    horizontal: true,
    scrollPaddingStart: names,
  });
  const [[row, column], setActive] = useState<readonly [number, number]>([0, 0]);
  const active = [Math.min(row, roles.length - 1), Math.min(column, columns.length - 1)] as const;
  useEffect(() => setActive([0, 0]), [matrix]);
  const go = (to: readonly [number, number]) => {
    const next = [clamp(to[0], roles.length), clamp(to[1], columns.length)] as const;
    setActive(next);
    rows.scrollToIndex(next[0]);
    across.scrollToIndex(next[1]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) go([active[0] + step[0], active[1] + step[1]]);
    else if (event.key === 'Enter' && event.target === scroll.current) {
      choose(roles[active[0]] as string, columns[active[1]] as Column);
    } else return;
    event.preventDefault();
  };
  const seen = across.getVirtualItems();
  const width = `${names + across.getTotalSize()}px`;
  return (
    <div
      class="scroll matrix"
      ref={scroll}
      tabIndex={0}
      role="grid"
      aria-label="The strongest right of each role in each place"
      aria-rowcount={roles.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={`cell-${active[0]}-${active[1]}`}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="head" style={{ width }}>
        <div role="row" aria-rowindex={1} class="line">
          <div role="columnheader" aria-colindex={1} class="corner" style={{ width: `${names}px` }}>
            Role
          </div>
          {seen.map(({ index, start }) => (
            <div
              role="columnheader"
              aria-colindex={index + 2}
              key={index}
              class="column"
              title={titleOf(columns[index] as Column)}
              style={{ left: `${names + start}px` }}
            >
              {withAbove && <small>{visible(columns[index]?.above ?? '')}</small>}
              <bdi>{visible(columns[index]?.label ?? '')}</bdi>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="body" style={{ width, height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(({ index: at, start: top }) => (
          <div
            role="row"
            aria-rowindex={at + 2}
            key={at}
            class={at === active[0] ? 'line current' : 'line'}
            style={{ transform: `translateY(${top}px)` }}
          >
            <div role="rowheader" aria-colindex={1} class="corner" style={{ width: `${names}px` }}>
              <RoleLink server={server} name={roles[at] as string} />
            </div>
            {seen.map(({ index, start }) => {
              const level = LEVELS[matrix.rank(at, index)] as Level;
              const isChosen = chosen?.role === roles[at] && chosen?.column === columns[index]?.key;
              return (
                <div
                  role="gridcell"
                  id={`cell-${at}-${index}`}
                  aria-colindex={index + 2}
                  aria-selected={isChosen}
                  key={index}
                  class={classesOf(level, matrix.isWhole(at, index), active[0] === at && active[1] === index)}
                  style={{ left: `${names + start}px` }}
                  onClick={() => {
                    setActive([at, index]);
                    choose(roles[at] as string, columns[index] as Column);
                  }}
                >
                  {level === 'none' ? <span class="nothing">·</span> : level}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-20, 0],
  PageDown: [20, 0],
  Home: [0, -1e9],
  End: [0, 1e9],
};

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

function titleOf({ above, label }: Column): string {
  return visible(above === '' ? label : `${above}: ${label}`);
}

function classesOf(level: Level, whole: boolean, active: boolean): string {
  return [
    'cell',
    `level-${level}`,
    ...(level !== 'none' && !whole ? ['some'] : []),
    ...(active ? ['active'] : []),
  ].join(' ');
}
