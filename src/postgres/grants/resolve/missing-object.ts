import { type GrantKind, kindLabel } from '../../../metadata';
import { type Path, type Problem, problem } from '../../../problem';
import type { FoundIndex } from '../found/found-index';

/** What is named is not there. @param schema of kinds that live in one */
export function missingObject(kind: GrantKind, name: string, index: FoundIndex, path: Path, schema?: string): Problem {
  const where = schema === undefined ? `database ${index.found.database}` : `schema ${schema}`;
  const same = kind === 'routine' ? [] : (index.place(kind, schema)?.targets ?? []);
  const close = same.find((each) => each.name.toLowerCase() === name.toLowerCase())?.name;
  return problem('GRANT_OBJECT_MISSING', path, `There is no ${kindLabel(kind)} of this name in ${where}`, {
    value: name,
    next:
      close === undefined
        ? 'Create it before this runs, or correct the name.'
        : `Names are taken as they are, upper and lower case too: there is ${close}.`,
  });
}
