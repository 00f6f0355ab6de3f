import type { AccessOutline } from '../../access';
import { visible } from '../../problem';

/** Who may do what, as Markdown: a table for each place. */
export function accessMarkdown({ sections }: AccessOutline): string {
  return sections
    .map(({ title, groups }) => {
      const rows = groups.flatMap(({ who, lines }) =>
        lines.length === 0 ? [row(who, '', '')] : lines.map(({ what, why }) => row(who, what, why)),
      );
      return [`## ${escaped(title)}`, '', '| who | may | why |', '|---|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
}

function row(...cells: string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`;
}

/** A name is never markup. */
function escaped(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]()#+!|<>&~]/g, (each) => `\\${each}`);
}
