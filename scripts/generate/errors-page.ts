import { CATALOGUE, type ProblemCode } from '../../src/problem';
import { NOTE } from './reference';
import { SECTIONS, TROUBLES } from './troubleshooting';

const HEAD = `# Errors and warnings

Each says what is wrong, where, the value, what is allowed and what to do, and ends with its code, which is stable. Look the
code up here; \`aponopg doctor\` finds most causes on the spot.
`;

/** The page of every code a problem may carry. */
export function errorsPage(): string {
  const titles = Object.keys(SECTIONS);
  const contents = titles.map((title) => `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`).join(' · ');
  const sections = Object.entries(SECTIONS).map(([title, troubles]) =>
    [`## ${title}`, ...(Object.keys(troubles) as ProblemCode[]).map(entry)].join('\n\n'),
  );
  return `${NOTE}\n${HEAD}\n${contents}\n\n${sections.join('\n\n')}\n`;
}

function entry(code: ProblemCode): string {
  const { why, cure, example } = TROUBLES[code];
  const lines = [`### \`${code}\``, CATALOGUE[code], `    ${example}`, `**Why.** ${why}`, `**What to do.** ${cure}`];
  return lines.join('\n\n');
}
