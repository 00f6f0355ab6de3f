import type { Troubles } from './trouble';

/** What is written wrongly, and found before any server is asked. */
export const INPUT = {
  INVALID_VALUE: {
    why: 'A typing mistake, a value out of its range, or a whole connection string where one name belongs.',
    cure: 'The message lists what is allowed at this place; the reference page of the resource has it, too.',
    example: '`port` must be a whole number from 1 to 65535',
  },
  MISSING_VALUE: {
    why: 'A required attribute, option or environment variable was left out, or is null.',
    cure: 'Give it; the message has an example.',
    example: '`connector_id` is required',
  },
  UNKNOWN_ATTRIBUTE: {
    why: 'A typing mistake, camelCase where HCL wants snake_case, or an attribute that only the provider sets.',
    cure: 'Take the name that the message proposes, or remove it.',
    example: 'There is no attribute `privelege`',
  },
  CONFLICTING_VALUES: {
    why: 'Two attributes exclude each other, one needs another, or the same thing is said twice.',
    cure: 'Keep one of them, as the message says.',
    example: '`secret_store` names 2 stores: aws, gcp',
  },
  SERVER_NOT_DECLARED: {
    why: '`server` of a resource is the key of a server in the provider block (or in `servers` of the document), not its host name.',
    cure: 'Name one of those listed, or declare the server.',
    example: 'No server is called "order"',
  },
  DUPLICATE_NAME: {
    why: 'Two blocks or constructs were copied and their names left alike.',
    cure: 'Rename one, or remove it. For the grants of one database use one `Database` construct everywhere.',
    example: 'Two servers of the provider have the same name',
  },
  LITERAL_SECRET: {
    why: 'A password or a key is written into the program or the document, and would lie in files and states.',
    cure: 'Pass a `SecretVariable`, a sensitive variable without a default, or the name of an environment variable by `passwordEnv` (`password_env`).',
    example: '`password` is a literal; it would stand in clear in the synthesized files',
  },
  ENVIRONMENT_VARIABLE_MISSING: {
    why: 'The process that runs Terraform, or the command, does not have the variable: it was exported in another shell, or is not handed on to this step of the pipeline.',
    cure: 'Set it there, for destroys as well.',
    example: 'The environment variable CONNECTOR_PASSWORD is not set, or empty',
  },
  CONFIGURATION_UNKNOWN: {
    why: 'The provider block refers to something that the same run is yet to make, such as the host of a new database server.',
    cure: 'Apply that first with `-target`, then everything; or split the stack in two.',
    example: 'How to reach the server orders is still not known',
  },
  NOT_CHECKED: {
    why: 'A check needs a server, a right or a value that is not there yet. It is a warning: what is said was not looked at.',
    cure: 'Nothing, if the reason is expected (a server that the same run makes). Otherwise do what the message says, and plan again.',
    example: '3 resources of the provider were not looked at',
  },
  PROVIDER_NOT_BUILT: {
    why: 'A clone was not built, or the installed package is damaged.',
    cure: '`npm run build` in a clone; `npm install` again elsewhere.',
    example: 'The provider is not built',
  },
  NODE_TOO_OLD: {
    why: 'Terraform starts no script on Windows, and Node makes programs of scripts from 25.5 on.',
    cure: "Synthesize with Node 26, or lay a release's program with `aponopg install-provider --program`.",
    example: 'This Node cannot make a program of the provider',
  },
  INTERNAL: {
    why: 'A fault of this package.',
    cure: 'Run it again with `APONOPG_DEBUG=1`, and report what it shows, without secrets.',
    example: 'aponopg itself failed (TypeError)',
  },
} as const satisfies Troubles;
