import type { Outline } from '../review';

/** A review as a comment of a pull request. Whatever a name holds stands there as text. */
export function reviewMarkdown({ headline, sections }: Outline, fingerprint: string): string {
  const parts = sections.map(({ title, kind, lines }) => {
    if (kind === 'sql')
      return `<details><summary>${escaped(title)}</summary>\n\n${fenced(lines.map(({ text }) => text))}\n\n</details>`;
    const items = lines.map(({ sign, flag, text }) =>
      flag === undefined ? `- \`${sign}\` ${escaped(text)}` : `- **${escaped(flag)}** ${escaped(text)}`,
    );
    return [`### ${escaped(title)}`, items.join('\n')].join('\n\n');
  });
  return [`## Database access`, escaped(headline), ...parts, `Fingerprint: \`${fingerprint}\``].join('\n\n');
}

/** No name makes a link, a mention, a picture or a tag. */
function escaped(text: string): string {
  return text
    .replace(/[&<>@#:]/g, (each) => `&#${each.charCodeAt(0)};`)
    .replace(/(?<=www)\./gi, '&#46;')
    .replace(/[\\`*_{}[\]()|~$^+=!-]/g, (each) => `\\${each}`);
}

/** A fence longer than any that stands in the text. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${text}\n${fence}`;
}
