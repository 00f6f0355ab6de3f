import { Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, problem } from '../../src/problem';
import { refuse } from '../checks/validation';

/** Secrets that a server or Apono may be given in a provider block, and what takes their place here. */
const INSTEAD = {
  password: '`passwordEnv`, the name of an environment variable where Terraform runs',
  sslkey: 'the path of a file',
  token: 'the environment variable APONO_PERSONAL_TOKEN',
} as const;

/** Refuses secrets, references as well: what `null_resource` is given stands in the state in clear. */
export function refuseServerSecrets(construct: IConstruct, given: object, place: string): void {
  const { password, sslkey, token } = given as Partial<Record<keyof typeof INSTEAD, string>>;
  const isPath = sslkey !== undefined && !sslkey.includes('PRIVATE KEY') && !sslkey.includes('TfToken');
  const found = { password, token, ...(!isPath && { sslkey }) };
  const problems = Object.entries(found).flatMap(([name, value]) =>
    value === undefined ? [] : [secretProblem(`${place}${name}`, INSTEAD[name as keyof typeof INSTEAD])],
  );
  if (problems.length > 0) refuse(construct, problems);
}

/** Refuses the secrets of a role or an integration. */
export function refuseResourceSecrets(construct: IConstruct, args: object): void {
  const { passwordWo, secretStore } = args as { passwordWo?: string; secretStore?: { apono?: object } };
  const problems = [
    ...(passwordWo === undefined ? [] : [secretProblem('password', INSTEAD.password)]),
    ...(secretStore?.apono === undefined ? [] : [secretProblem('secretStore', 'SecretStore.aws or its like')]),
  ];
  if (problems.length > 0) refuse(construct, problems);
}

/** Says at synth, once for a stack, what is different without a provider. */
export function tellLimits(construct: IConstruct): void {
  Annotations.of(construct).addWarning(LIMITS);
}

function secretProblem(name: string, instead: string): Problem {
  return problem(
    'LITERAL_SECRET',
    [name],
    `\`${name}\` cannot travel with Handler.nullResource(): it would stand in the state in clear`,
    {
      allowed: instead,
      next: `Use ${instead}.`,
    },
  );
}

const LIMITS = [
  'This stack is handled through null_resource, which Terraform knows little of:',
  '- A construct that is deleted from the program runs no destroy: what it made stays. Destroy it first, with terraform destroy -target=ADDRESS.',
  '- The plan shows neither SQL nor drift. Look with: terraform show -json | npx aponopg plan - --detailed-exitcode (exit code 2: something differs), for instance on a schedule.',
  'More in docs/null-resource.md.',
].join('\n');
