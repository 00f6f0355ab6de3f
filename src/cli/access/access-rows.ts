import { type Right, reasonInWords } from '../../access';
import { visibleJson } from '../../problem';

/** A right, and of which server where several were asked. */
export type Row = Right & { readonly server?: string };

/** One line of JSON a right. */
export function* jsonLines(rows: Iterable<Row>): Generator<string> {
  for (const each of rows) yield `${visibleJson(each)}\n`;
}

const COLUMNS = [
  'database',
  'role',
  'on',
  'schema',
  'object',
  'column',
  'privilege',
  'with_grant_option',
] as const satisfies readonly (keyof Row)[];

/** One line of CSV (RFC 4180) a right. */
export function* csvLines(rows: Iterable<Row>, withServer: boolean): Generator<string> {
  const columns = withServer ? (['server', ...COLUMNS] as const) : COLUMNS;
  yield `${[...columns, 'reasons'].join(',')}\r\n`;
  for (const row of rows) {
    const cells = columns.map((name) => String(row[name] ?? ''));
    yield `${[...cells, row.reasons.map(reasonInWords).join('; ')].map(cell).join(',')}\r\n`;
  }
}

/** A text that a spreadsheet would take for a formula is kept from being one. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
