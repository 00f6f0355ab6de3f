import { importDocument as importToMemory } from '../../document/import-document';
import { visible } from '../../problem';
import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';
import { withContext } from '../with-context';

/** `aponopg import FILE`: `handle` looks after it from now on. */
export const importDocument: Action = async ([file, options], out, env) => {
  const documents = readDocuments(String(file));
  const taken: string[] = [];
  const missing: string[] = [];
  const left: string[] = [];
  for (const each of documents) {
    const imported = await withContext(each.document, env, (context) => importToMemory(each.document, context));
    taken.push(...imported.taken);
    missing.push(...imported.missing);
    left.push(...imported.left);
  }
  out.problems(warningsOf(documents));
  const { json } = options as { json?: boolean };
  const lines = [
    ...taken.map((each) => `${each}: taken over`),
    ...missing.map((each) => `${each}: not there, handle makes it`),
    ...left.map((each) => `${each}: remembered before and not named by the document, left alone`),
  ];
  if (json) out.json({ taken, missing, left });
  else out.result(lines.map(visible).join('\n') || 'The document names nothing.');
  return 0;
};
