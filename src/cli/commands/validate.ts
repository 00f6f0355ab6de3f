import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';

/** `aponopg validate FILE`: no server is asked. */
export const validate: Action = async ([file, options], out) => {
  const warnings = warningsOf(readDocuments(String(file)));
  out.problems(warnings);
  const { json } = options as { json?: boolean };
  out.result(json ? JSON.stringify({ valid: true, problems: warnings }) : 'The document is valid.');
  return 0;
};
