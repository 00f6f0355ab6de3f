import type { Line, Outline } from '../review';
import type { Paint } from './output';

const WIDTH = 120;
const COLOURS = { '+': 'green', '-': 'red', '~': 'yellow', '!': 'yellow' } as const;

/** A review for a terminal. */
export function reviewText({ headline, sections }: Outline, paint: Paint): string {
  const parts = sections.map(({ title, lines }) =>
    [paint('bold', title), ...lines.flatMap((each) => textOf(each, paint))].join('\n'),
  );
  return [headline, ...parts].join('\n\n');
}

function textOf({ sign, flag, text }: Line, paint: Paint): string[] {
  const lead = flag === undefined ? sign : `${sign} ${flag}:`;
  const [first = '', ...more] = wrapped(lead === '' ? text : `${lead} ${text}`, WIDTH);
  const painted = sign === '' ? first : paint(COLOURS[sign], lead) + first.slice(lead.length);
  return [`  ${painted}`, ...more.map((each) => `      ${each}`)];
}

/** Broken at spaces; a word that is longer stands on a line of its own. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
