import type { Fact, Found } from './fact';

/** A fact with what the tenant shows of it. */
export interface Looked extends Fact {
  readonly found: Found;
}

/** What only a change of the tenant would show: nobody's tenant is changed to find out. */
const NOT_LOOKED_AT = [
  'A PUT of an integration clears what is null and keeps what is left out.',
  'A PUT of an access flow, a bundle or an access scope clears what is left out.',
  'A name that is taken is refused, and how.',
  'What an access flow refers to cannot be deleted.',
  'A permission or resource type that an integration does not have is refused.',
  'What an automatic access flow has no use for is ignored.',
];

/** The report as Markdown. */
export function tenantReport(looked: readonly Looked[]): string {
  const rows = looked.map(
    ({ fact, restsOn, found }) => `| ${word(found)} | ${fact} | ${cell(found.saw)} | \`${restsOn}\` |`,
  );
  const count = (holds: boolean | undefined) => looked.filter(({ found }) => found.holds === holds).length;
  return `# What a tenant shows

Written by \`npm run test:tenant\`: of ${looked.length} facts ${count(true)} hold, ${count(false)} do not, and of ${count(undefined)} the tenant shows nothing.
It has no names, addresses or values of the tenant.

| | fact | seen | rests on it |
|---|---|---|---|
${rows.join('\n')}

Not looked at, since only a change would show it:

${NOT_LOOKED_AT.map((each) => `- ${each}`).join('\n')}
`;
}

function word({ holds }: Found): string {
  if (holds === undefined) return 'not seen';
  return holds ? 'holds' : '**does not hold**';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
