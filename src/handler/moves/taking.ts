import { type Description, objectShapeOf, settableNames, UNKNOWN } from '../../metadata';
import { hasErrors, learnSecrets, type Problem, ProblemError, problem, renderProblemHead } from '../../problem';
import type { MoveSource, Outcome, Values } from '../handler-resource';

/** What becomes of the values of another type: pure. What is not in them is read later. */
type Mapping = (values: Values) => Outcome;

/**
 * Takes over what the state has of other types.
 *
 * @param mappings by the types that can become one
 * @param check what is wrong with values; they are held against it before they are taken
 * @throws ProblemError CANNOT_MOVE
 */
export function taking(
  description: Description,
  mappings: Readonly<Record<string, Mapping>>,
  check: (values: Values) => readonly Problem[],
): (source: MoveSource) => Outcome {
  const { name } = description;
  return ({ type, values }) => {
    // A state of others may hold a password in clear.
    learnSecrets(values, {});
    const mapping = Object.hasOwn(mappings, type) ? mappings[type] : undefined;
    if (mapping === undefined) {
      const allowed = Object.keys(mappings).join(', ');
      const next = type === 'postgresql_grant_role' ? byMembership : byImport(type, name);
      throw new ProblemError(problem('CANNOT_MOVE', [], `No ${type} can become an ${name}`, { allowed, next }));
    }
    const moved = mapping(values);
    const wrong = check({ ...settable(description, moved.values), server: UNKNOWN });
    if (!hasErrors(wrong)) return moved;
    throw new ProblemError(
      problem('CANNOT_MOVE', [], `This ${type} says what no ${name} can: ${wrong.map(renderProblemHead).join('; ')}`, {
        next: byImport(type, name),
      }),
    );
  };
}

/** What of values a person could have written. */
function settable({ schema }: Description, values: Values): Values {
  const names = settableNames(objectShapeOf(schema));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

const byMembership =
  'A membership is no resource here: name it in `member_of` of the role, take the `moved` block out and forget the old resource (`removed { from = postgresql_grant_role.NAME  lifecycle { destroy = false } }`).';

function byImport(from: string, to: string): string {
  return `Take the \`moved\` block out, forget the old one (\`removed { from = ${from}.NAME  lifecycle { destroy = false } }\`) and import what is there into an ${to}.`;
}
