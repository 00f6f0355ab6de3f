import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hclSlips } from '../code';
import { type Problem, problem } from '../problem';
import { readText } from './input';

/** What the `.tf` files of a folder hold that Terraform would take in silence: keys that stand twice, grants of old. */
export function hclFileProblems(folder: string, at: string): { readonly files: number; readonly problems: Problem[] } {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .map((name) => join(folder, name));
  return { files: files.length, problems: files.flatMap((file) => problemsIn(file, readText(file, at))) };
}

function problemsIn(file: string, text: string): Problem[] {
  return hclSlips(text).map((slip) => {
    if (slip.kind === 'old shape') {
      const what = `${file}:${slip.line}: ${slip.attribute} is a list, the form before 0.3`;
      return problem('OLD_SHAPE', [slip.attribute], what, {
        allowed: 'a map of entries, each under a label of its own',
        next: 'Give each entry a label: docs/upgrading.md shows how.',
      });
    }
    const [first, second] = slip.lines.map((line) => `${file}:${line}`);
    const what = `${JSON.stringify(slip.key)} stands twice: ${first} and ${second}`;
    return problem('REPEATED_KEY', [slip.key], what, {
      allowed: 'each key once: of two Terraform keeps the last',
      next: 'Give one of them a label of its own, or make one entry of both.',
    });
  });
}
