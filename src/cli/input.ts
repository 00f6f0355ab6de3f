import { DEEPEST, isTooDeep } from '../metadata';
import { learnSecrets, ProblemError, problem } from '../problem';
import { readTextFile } from '../read-text-file';
import { repeatedMembers } from './repeated-members';

/**
 * Reads JSON from a file, or from stdin for `-`.
 *
 * @param at what the file is called on the command line or in the environment, for problems
 * @throws ProblemError FILE_UNREADABLE, NOT_JSON, REPEATED_KEY
 */
export function readJson(file: string, at: string): unknown {
  return parseJson(readText(file, at), file === '-' ? 'stdin' : file, at);
}

/** @throws ProblemError NOT_JSON, REPEATED_KEY, which quote no value: what was given may be a file with secrets */
export function parseJson(text: string, name: string, at: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const value = parsed(plain, name, at);
  if (isTooDeep(value)) {
    throw new ProblemError(
      problem('INVALID_VALUE', [at], `${name} is nested deeper than ${DEEPEST} levels`, {
        allowed: `JSON of at most ${DEEPEST} levels`,
      }),
    );
  }
  learnSecrets(value, process.env);
  const repeated = repeatedMembers(plain, name);
  if (repeated.length > 0) throw new ProblemError(repeated);
  return value;
}

function parsed(text: string, name: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const lines = text.slice(0, Number(position ?? 0)).split('\n');
    const place = position === undefined ? '' : ` (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`;
    throw new ProblemError(
      problem('NOT_JSON', [at], `${name} is not JSON${text.trim() === '' ? ': it is empty' : place}`, {
        allowed: 'one JSON object',
      }),
    );
  }
}

/** The text of a file, or of stdin for `-`. @throws ProblemError FILE_UNREADABLE */
export function readText(file: string, at: string): string {
  try {
    const text = readTextFile(file === '-' ? 0 : file);
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
  EFBIG: 'is larger than 64 MiB',
};
