/** A line `name = value`, or one that begins it. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Stands alone, aligned with nothing: `terraform fmt` takes an `=` within a name for the one after it. */
  readonly alone?: boolean;
}

/**
 * Writes assignments one below the other, the `=` of neighbours aligned. A value that opens a bracket over several
 * lines stands alone and parts its neighbours; a heredoc does not.
 */
export function alignAssignments(rows: readonly Assignment[], indent: string): string {
  const widths = runWidths(rows);
  return rows
    .map(({ name, value }, index) => {
      const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - columns(name)));
      return `${indent}${name}${padding} = ${value}\n`;
    })
    .join('');
}

/** For each row the width of the widest name in its run of aligned neighbours; 0 for a row that stands alone. */
function runWidths(rows: readonly Assignment[]): number[] {
  const widths = rows.map((row) => (row.alone || opensBracket(row.value) ? 0 : columns(row.name)));
  let start = 0;
  for (let index = 0; index <= rows.length; index += 1) {
    if (index < rows.length && widths[index] !== 0) continue;
    const widest = widths.slice(start, index).reduce((most, width) => Math.max(most, width), 0);
    widths.fill(widest, start, index);
    start = index + 1;
  }
  return widths;
}

function opensBracket(value: string): boolean {
  return value.includes('\n') && !value.startsWith('<<');
}

/** Columns as `terraform fmt` counts them: one for each thing a reader sees as one character. */
function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

let segmenter: Intl.Segmenter | undefined;
