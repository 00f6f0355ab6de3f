import type { Troubles } from './trouble';

/** Files, view as code, and the sandbox. */
export const FILES = {
  FILE_UNREADABLE: {
    why: 'The path is mistyped or relative to another folder, the file may not be read, or it is larger than 64 MiB.',
    cure: 'Give an absolute path: Terraform runs in the folder of the stack.',
    example: 'The file plan.json does not exist',
  },
  FILE_UNWRITABLE: {
    why: 'The folder is missing or not yours, the disk is full, or the path is a link of another user.',
    cure: 'Name another file.',
    example: 'The file out/main.tf cannot be written: there is no such folder',
  },
  FILE_EXISTS: {
    why: '`aponopg init` writes into a folder that has files of these names already.',
    cure: 'Name an empty folder, or move the files away.',
    example: 'There is something in orders already',
  },
  NOT_JSON: {
    why: 'A document was cut short, or a saved plan was given as Terraform keeps it.',
    cure: 'Correct it at the line told; `terraform show -json PLAN` makes JSON of a plan.',
    example: 'document.json is not JSON (line 3, column 5)',
  },
  REPEATED_KEY: {
    why: 'One label or attribute stands twice in a map; Terraform and JSON would keep the last in silence.',
    cure: 'Give one of them another label, or make one entry of both.',
    example: '"all tables" stands twice: main.tf:12 and main.tf:19',
  },
  OLD_SHAPE: {
    why: 'Grants stand as a list, the form before 0.3.',
    cure: 'Give each entry a label: [Upgrading](../upgrading.md).',
    example: 'main.tf:12: grants is a list, the form before 0.3',
  },
  EXPORT_LEFT_OUT: {
    why: 'An export cannot hold everything that is there: what has no resource, or was not asked for. A warning.',
    cure: '[View as code](../view-as-code.md#what-an-export-does-not-hold) says what each is.',
    example: 'Left out (3): what PUBLIC was granted in orders',
  },
  EXPORT_REACHES_FURTHER: {
    why: '`export --tenant` takes an access flow, bundle or access scope whole, and it gives access to other things of the tenant, too. A warning.',
    cure: 'Nothing has to be done: what is not exported is referred to by name, and stays as it is.',
    example: 'The access flow "Read production" gives, or may give, access to more than is exported: integration Wiki',
  },
  UNREADABLE_EXPRESSION: {
    why: "A synthesized stack or pasted HCL has an expression that is not one of Terraform's language.",
    cure: 'Correct it; write `$${` where `${` is meant as text.',
    example: 'A quoted string is not closed',
  },
  HCL_SYNTAX: {
    why: 'Pasted HCL was cut, or a brace or a quote is missing.',
    cure: 'Correct it at the line told; `terraform fmt` finds the same.',
    example: 'Line 2, column 6: Invalid expression; Expected the start of an expression',
  },
  UNSUPPORTED_INTEGRATION_TYPE: {
    why: 'The integration is of another kind of database or service.',
    cure: 'Take it out: only PostgreSQL integrations are read here.',
    example: 'The integration "Billing" is of another type',
  },
  SANDBOX_EXPOSED: {
    why: '`--host` lets other machines reach the sandbox, without TLS. A warning.',
    cure: 'Leave it out; where others are meant to reach it, give it a token of its own.',
    example: 'The sandbox can be reached from other machines, without TLS',
  },
} as const satisfies Troubles;
