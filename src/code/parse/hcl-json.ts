import { type Problem, ProblemError, problem } from '../../problem';

/**
 * Parses HCL into the shape of Terraform's JSON syntax: blocks by type and labels, each a list; expressions that are no
 * literals as `${...}`.
 *
 * Uses HashiCorp's own parser, compiled to WebAssembly, loaded at the first call. Two things do not come through it:
 * whole numbers beyond 2^53 lose digits, and the trim marks of `${~ ... ~}` are dropped.
 *
 * @param filename named in errors, where the text came from a file.
 * @throws ProblemError HCL_SYNTAX with line and column, one problem for each error.
 */
export async function parseHcl(text: string, filename?: string): Promise<Record<string, unknown>> {
  const { parse } = await import('@cdktf/hcl2json');
  try {
    return restorePercents(await parse(SOURCE, shieldPercents(text.replace(/^\ufeff/, '')))) as Record<string, unknown>;
  } catch (error) {
    throw new ProblemError(syntaxProblems(error instanceof Error ? error.message : String(error), filename));
  }
}

/** The parser reads `%%{`, the escape of a directive, into `%{`: a character that no text has keeps it apart. */
const SHIELD = '\u{10fffe}';

function shieldPercents(text: string): string {
  return text.replace(/%%\{/g, `%%${SHIELD}{`);
}

function restorePercents(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(`%%${SHIELD}{`, '%%{');
  if (Array.isArray(value)) return value.map(restorePercents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [restorePercents(key), restorePercents(each)]));
}

/** The name given to the parser: one that can be found again in its messages. */
const SOURCE = 'source-text.tf';

/** The parser's message is a list such as `[source-text.tf:2,6-7: Invalid expression; Expected the start ...]`. */
function syntaxProblems(message: string, filename: string | undefined): Problem[] {
  const [, ...found] = message.replaceAll(SHIELD, '').split(`${SOURCE}:`);
  const problems = found.flatMap((each) => {
    const [, line, column, text] = /^(\d+),(\d+)[-\d,]*: ([\s\S]*)$/.exec(each) ?? [];
    if (text === undefined) return [];
    const what = text.replace(/[.\s,\]]*$/, '').replace('; ', '. ');
    return [`${filename === undefined ? 'Line' : `${filename}, line`} ${line}, column ${column}: ${what}`];
  });
  return (problems.length > 0 ? problems : [message]).map((what) =>
    problem('HCL_SYNTAX', [], what, { next: 'Correct the text and run the command again.' }),
  );
}
