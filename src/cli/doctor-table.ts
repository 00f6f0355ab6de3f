import type { Finding, Mark, Section } from '../doctor';
import { visible } from '../problem';
import type { Paint } from './output';

const WORDS: Readonly<Record<Mark, string>> = { ok: 'ok', warning: 'warning', failed: 'FAILED', 'not checked': '-' };
const STYLES = { ok: 'green', warning: 'yellow', failed: 'red', 'not checked': 'grey' } as const;

/** The findings as a table for people: mark, step, what was found, and below it what to do. */
export function doctorTable(sections: readonly Section[], paint: Paint): string {
  const width = Math.max(...sections.flatMap(({ findings }) => findings.map(({ step }) => visible(step).length)), 0);
  const row = ({ step, mark, found, next }: Finding) => {
    const word = WORDS[mark].padEnd(7);
    const said = mark === 'not checked' ? `not checked: ${visible(found)}` : visible(found);
    const lines = [`  ${paint(STYLES[mark], word)}  ${visible(step).padEnd(width)}  ${said}`];
    if (next !== undefined && mark !== 'ok') lines.push(`${' '.repeat(width + 13)}-> ${visible(next)}`);
    return lines.join('\n');
  };
  const tables = sections.map(({ title, findings }) => [visible(title), ...findings.map(row)].join('\n'));
  return [...tables, summary(sections)].join('\n\n');
}

function summary(sections: readonly Section[]): string {
  const count = (mark: Mark) =>
    sections.flatMap(({ findings }) => findings).filter((each) => each.mark === mark).length;
  return `${count('ok')} ok, ${count('warning')} to look at, ${count('failed')} failed, ${count('not checked')} not checked`;
}
