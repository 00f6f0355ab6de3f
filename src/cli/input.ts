import { readFileSync } from 'node:fs';
import { learnSecrets, ProblemError, problem } from '../problem';

/**
 * Reads JSON from a file, or from stdin for `-`.
 *
 * @param at what the file is called on the command line or in the environment, for problems
 * @throws ProblemError FILE_UNREADABLE, NOT_JSON
 */
export function readJson(file: string, at: string): unknown {
  return parseJson(readText(file, at), file === '-' ? 'stdin' : file, at);
}

/** @throws ProblemError NOT_JSON, which quotes nothing: what was given may be a file with secrets */
export function parseJson(text: string, name: string, at: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    learnSecrets(value, process.env);
    return value;
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const lines = text.slice(0, Number(position ?? 0)).split('\n');
    const place = position === undefined ? '' : ` (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`;
    throw new ProblemError(
      problem('NOT_JSON', [at], `${name} is not JSON${text.trim() === '' ? ': it is empty' : place}`, {
        allowed: 'one JSON object with servers, roles, grants, integrations',
      }),
    );
  }
}

/** The text of a file, or of stdin for `-`. @throws ProblemError FILE_UNREADABLE */
export function readText(file: string, at: string): string {
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    learnSecrets(text, process.env);
    return text;
  } catch (error) {
    const why = WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? 'cannot be read';
    throw new ProblemError(
      problem('FILE_UNREADABLE', [at], `The file ${file} ${why}`, {
        value: file,
        allowed: 'the path of a file, or - for stdin',
      }),
    );
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};
