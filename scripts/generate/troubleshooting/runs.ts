import type { Troubles } from './trouble';

/** Plans, reviews, and what `aponopg handle` remembers. */
export const RUNS = {
  STATEMENTS_OPEN: {
    why: 'A value of the configuration is known while applying only, or the run itself changes what the statements rest on. A warning.',
    cure: 'Nothing. For a plan that shows all, apply what is missing first.',
    example: 'The statements are known while applying only: the role team is not there yet',
  },
  PLAN_ONLY: {
    why: 'The server has `plan_only`, or `APONOPG_PLAN_ONLY` is set, and an apply was tried.',
    cure: 'Apply as the admin, without either.',
    example: 'The server orders is for planning only',
  },
  GRANT_BEYOND_REVIEW: {
    why: 'Somebody changed the database between the plan and the apply.',
    cure: 'Plan again and look at what is new. Nothing was changed.',
    example: 'The server changed after the plan: more would have to be done than was shown',
  },
  BEYOND_REVIEW: {
    why: 'The configuration or the server changed after the review that `APONOPG_REVIEW` names.',
    cure: 'Review again, and deploy with that review.',
    example: 'More would have to be done than the review shows that APONOPG_REVIEW names',
  },
  PLAN_STALE: {
    why: 'The servers or Apono changed after `aponopg plan --out`.',
    cure: 'Plan again and apply that.',
    example: 'The servers or Apono changed since the plan was saved: it would do something else now',
  },
  CANNOT_MOVE: {
    why: 'The old resource is of a kind that has no counterpart, says what this one cannot, or the server that is named does not have it.',
    cure: 'Forget it with a `removed` block (`destroy = false`) and import what is there: [Taking over](../adoption.md).',
    example: 'No postgresql_grant_role can become an aponopg_grants',
  },
  NOT_CONFIRMED: {
    why: '`aponopg apply` asks before it changes something, and nobody answered `yes`; a pipeline has no terminal.',
    cure: 'Give `--yes`, or apply a plan saved by `aponopg plan FILE --out PLAN`.',
    example: 'Something would be changed, and there is no terminal to ask on',
  },
  MEMORY_UNREADABLE: {
    why: 'The schema with what `handle` remembers belongs to somebody else, came with a dump or pg_upgrade, or is of version 0.1.',
    cure: 'See that what is there is yours, then `aponopg import` with the same document: [Without a provider](../null-resource.md).',
    example: 'What is remembered of "prod/orders" cannot be read',
  },
  MEMORY_MISMATCH: {
    why: 'What `handle` made was renamed or made anew by somebody else. It was left alone.',
    cure: 'Find out who; rename it back, or `aponopg import` what is there now.',
    example: 'The role that was made as reader is called analyst now: it was left alone',
  },
  MEMORY_NO_PROOF: {
    why: 'Others than the admin could have written the memory, so that it alone deletes or renames nothing at Apono.',
    cure: 'Do it in Apono by hand, and run again.',
    example: "The server's memory alone is not enough to delete Orders database",
  },
  PACKAGE_MISSING: {
    why: '`@cdktf/provider-null` is asked for by `Handler.nullResource()`, and the project does not have it; or the core is missing.',
    cure: 'Install what it names in the project.',
    example: '@cdktf/provider-null is not installed',
  },
  OTHER_CORE: {
    why: 'The stack comes from `cdktf` and the constructs from `cdktf-apono-postgresql/cdktn`, or the other way round.',
    cure: 'Import both of one core: `cdktf` and `cdktf-apono-postgresql`, or `cdktn` and `cdktf-apono-postgresql/cdktn`.',
    example: 'The stack is made with cdktn, this construct with cdktf',
  },
  TARGET_TOO_OLD: {
    why: '`targetVersions` of `cdktf.json` names releases that would keep a password in the state.',
    cure: 'Raise it to 1.11 or newer, or give passwords by `passwordEnv`.',
    example:
      'The project targets releases that cannot do this: write-only attributes requires terraform >=1.11.0, but the project targets terraform >=1.5.7',
  },
} as const satisfies Troubles;
