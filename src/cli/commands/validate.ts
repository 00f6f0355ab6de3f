import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';

/** `aponopg validate FILE`: no server is asked. */
export const validate: Action = async ([file, options], out) => {
  const warnings = warningsOf(readDocuments(String(file)));
  out.problems(warnings);
  const { json } = options as { json?: boolean };
  if (json) out.json({ valid: true, problems: warnings });
  else out.result('The document is valid.');
  return 0;
};
