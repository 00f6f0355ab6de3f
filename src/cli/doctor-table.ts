import type { Finding, Mark, Section } from '../doctor';

const WORDS: Readonly<Record<Mark, string>> = { ok: 'ok', warning: 'warning', failed: 'FAILED', 'not checked': '-' };
const COLOURS: Readonly<Record<Mark, number>> = { ok: 32, warning: 33, failed: 31, 'not checked': 90 };

/** The findings as a table for people: mark, step, what was found, and below it what to do. */
export function doctorTable(sections: readonly Section[], coloured: boolean): string {
  const width = Math.max(...sections.flatMap(({ findings }) => findings.map(({ step }) => step.length)), 0);
  const row = ({ step, mark, found, next }: Finding) => {
    const word = WORDS[mark].padEnd(7);
    const said = mark === 'not checked' ? `not checked: ${found}` : found;
    const lines = [`  ${coloured ? `\u001b[${COLOURS[mark]}m${word}\u001b[0m` : word}  ${step.padEnd(width)}  ${said}`];
    if (next !== undefined && mark !== 'ok') lines.push(`${' '.repeat(width + 13)}-> ${next}`);
    return lines.join('\n');
  };
  const tables = sections.map(({ title, findings }) => [title, ...findings.map(row)].join('\n'));
  return [...tables, summary(sections)].join('\n\n');
}

function summary(sections: readonly Section[]): string {
  const count = (mark: Mark) =>
    sections.flatMap(({ findings }) => findings).filter((each) => each.mark === mark).length;
  return `${count('ok')} ok, ${count('warning')} to look at, ${count('failed')} failed, ${count('not checked')} not checked`;
}
