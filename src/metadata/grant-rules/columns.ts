import { type Path, type Problem, problem } from '../../problem';
import type { GrantEntry } from '../grant-entries';
import { kindLabel } from '../grant-kinds';
import { isUnknown } from '../unknown';
import { nameProblems } from './name';

/** Only tables that are named have columns. */
export function columnProblems({ on, objects, columns }: GrantEntry, path: Path): Problem[] {
  if (!Array.isArray(columns)) return [];
  const at = [...path, 'columns'];
  if (on !== 'table') {
    return [
      problem('CONFLICTING_VALUES', at, `A ${kindLabel(on)} has no columns`, {
        value: columns,
        next: 'Leave columns out, or make the entry on = "table".',
      }),
    ];
  }
  const problems: Problem[] = [];
  if (objects == null) {
    problems.push(
      problem('MISSING_VALUE', [...path, 'objects'], 'A grant on columns must name its tables', {
        next: 'Name the tables that have these columns, or leave columns out.',
      }),
    );
  }
  if (columns.length === 0) {
    const next = 'Leave columns out for the whole table.';
    problems.push(problem('INVALID_VALUE', at, 'The list of columns is empty', { next }));
  }
  const each = columns.flatMap((column, index) =>
    isUnknown(column) ? [] : nameProblems(column, [...at, index], 'The column'),
  );
  return [...problems, ...each];
}
