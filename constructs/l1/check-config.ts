import { type TerraformMetaArguments, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { check, type Description, objectShapeOf, UNKNOWN } from '../../src/metadata';
import { problem } from '../../src/problem';
import { isReference } from '../checks/user-text';
import { refuse, report, unknownArguments, withTokensUnknown } from '../checks/validation';
import { attributeValues } from './attributes';

/**
 * The configuration of a bare construct that is being made, looked at before anything else is.
 *
 * @throws ProblemError where it is no object
 */
export function configOf<Config extends object>(scope: IConstruct, id: string, config: Config): Config {
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
  refuse(`${scope.node.path}/${id}`, [
    problem('INVALID_VALUE', ['config'], 'The configuration is no object', {
      ...(typeof config !== 'function' && { value: config }),
      allowed: 'an object with the arguments, as docs/reference has them, in camelCase',
      next: 'Give it as the third argument.',
    }),
  ]);
}

/** The arguments that every resource takes. */
export function metaArguments(config: TerraformMetaArguments): TerraformMetaArguments {
  return Object.fromEntries(
    META.flatMap((name) => (config[name] === undefined || config[name] === null ? [] : [[name, config[name]]])),
  );
}

const META = ['dependsOn', 'count', 'provider', 'lifecycle', 'forEach', 'provisioners', 'connection'] as const;

/**
 * Refuses arguments that do not exist or cannot be. Texts are Terraform's here: expressions in them are not known yet.
 *
 * @param others arguments that are none of the description's
 */
export function refuseWrongConfig(
  construct: IConstruct,
  description: Description,
  config: object,
  others: readonly string[] = META,
): void {
  const args = ownArguments(config, others);
  const shape = objectShapeOf(description.schema);
  const problems = check(description, withTokensUnknown(plainTexts(attributeValues(shape, args))));
  const errors = problems.filter(({ severity }) => severity === 'error');
  report(construct, shape, [...unknownArguments(shape, args), ...errors]);
}

/** Refuses arguments under the description's own names that do not exist or cannot be. */
export function refuseWrongValues(construct: IConstruct, description: Description, values: object): void {
  const problems = check(description, withTokensUnknown(plainTexts(values)));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) refuse(construct, errors);
}

/** The arguments of a resource without those that every resource takes. */
export function ownArguments(config: object, others: readonly string[] = META): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !others.includes(name)));
}

function plainTexts(value: unknown): unknown {
  if (typeof value === 'string')
    return isReference(value) ? UNKNOWN : value.replace(/\$\$(?=\{)/g, '$').replace(/%%(?=\{)/g, '%');
  if (Token.isUnresolved(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainTexts);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainTexts(each)]));
}
