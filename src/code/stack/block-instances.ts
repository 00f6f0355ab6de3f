import { type Path, ProblemError, problem } from '../../problem';

/** One block of the configuration. */
export interface BlockInstance {
  readonly labels: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly path: Path;
}

/**
 * The blocks that a member of the JSON stands for. At every level, labels included, an array means several.
 *
 * @throws ProblemError INVALID_VALUE
 */
export function instancesOf(value: unknown, labels: number, path: Path): BlockInstance[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => instancesOf(each, labels, [...path, index]));
  const members = membersOf(value, path);
  if (labels === 0) return [{ labels: [], body: members, path }];
  return Object.entries(members).flatMap(([label, inner]) =>
    label === '//'
      ? []
      : instancesOf(inner, labels - 1, [...path, label]).map((each) => ({ ...each, labels: [label, ...each.labels] })),
  );
}

/** The members of a JSON object. @throws ProblemError INVALID_VALUE when it is none. */
export function membersOf(value: unknown, path: Path): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ProblemError(
    problem('INVALID_VALUE', path, 'A JSON object was expected here', {
      allowed: 'the JSON syntax of Terraform',
      next: 'Check that the file is Terraform JSON, such as the cdk.tf.json of a synthesized stack.',
    }),
  );
}
