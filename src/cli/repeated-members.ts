import { type Path, type Problem, problem } from '../problem';

/**
 * Members that an object of a JSON text has twice: `JSON.parse` keeps the last, and what stood in the first would vanish.
 * Quotes no value: what was given may be a file with secrets.
 *
 * @param text what `JSON.parse` takes, nested no deeper than documents may be
 * @param name what the text is called, for problems
 */
export function repeatedMembers(text: string, name: string): Problem[] {
  const { visit } = require('jsonc-parser') as typeof import('jsonc-parser');
  const problems: Problem[] = [];
  const objects: Map<string, number>[] = [];
  visit(text, {
    onObjectBegin: () => {
      objects.push(new Map());
    },
    onObjectEnd: () => {
      objects.pop();
    },
    onObjectProperty: (key, _offset, _length, line, _column, path) => {
      const seen = objects.at(-1);
      const before = seen?.get(key);
      if (before !== undefined) problems.push(repeated([...path(), key], name, before + 1, line + 1));
      else seen?.set(key, line);
    },
  });
  return problems;
}

function repeated(path: Path, name: string, first: number, second: number): Problem {
  const where = first === second ? `line ${first}` : `lines ${first} and ${second}`;
  return problem('REPEATED_KEY', path, `${JSON.stringify(path.at(-1))} stands twice in ${name}, ${where}`, {
    allowed: 'each key once: of two only the last would count',
    next: 'Give one of them a label of its own, or make one entry of both.',
  });
}
