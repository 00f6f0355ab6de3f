import * as z from 'zod';
import { annotate } from './annotation';

/** What a reviewer wants to see first. */
export const REVIEW_FLAGS = {
  SUPERUSER: 'A role becomes a superuser.',
  CREATEROLE: 'A role may create roles.',
  CREATEDB: 'A role may create databases.',
  BYPASSRLS: 'A role passes by row-level security.',
  REPLICATION: 'A role may replicate.',
  PUBLIC: 'Everybody gains or loses something.',
  GRANT_OPTION: 'A privilege is given that can be given on.',
  ADMIN_OPTION: 'A membership is given that can be given on.',
  OWNERSHIP: 'Objects get another owner, or are dropped with theirs.',
  TAKE_OVER: 'Grants are taken over from whoever looked after them: what is not declared is revoked.',
  CASCADE: 'Others lose what rests on something that is revoked.',
  REVOKES_OF_OTHERS: 'Something is revoked that this configuration did not give.',
  DROPS_ROLE: 'A role is dropped.',
  UNKNOWN: 'Statements are not known yet.',
  INCOMPLETE: 'Something is told by warnings alone, and no --log was given; or a statement is not one of this version.',
  WARNING: 'The plan has a warning.',
} as const;

export type ReviewFlag = keyof typeof REVIEW_FLAGS;

export const REVIEW_KINDS = [
  'privilege',
  'default_privilege',
  'membership',
  'role',
  'ownership',
  'integration',
  'access_flow',
  'bundle',
  'access_scope',
] as const;

const names = (description: string) => annotate(z.array(z.string()), { description });
const nullable = <S extends z.ZodType>(schema: S, description: string) => annotate(schema.nullable(), { description });

const change = z.strictObject({
  kind: annotate(z.enum(REVIEW_KINDS), { description: 'What changes.' }),
  effect: annotate(z.enum(['gain', 'lose', 'create', 'alter', 'drop']), {
    description: '`gain` and `lose` of privileges and memberships; `create`, `alter` and `drop` of the rest.',
  }),
  cause: annotate(z.enum(['declared', 'authoritative', 'cascade', 'destroy']), {
    description:
      '`declared`: the configuration says or said so. `authoritative`: held, and not declared. `cascade`: it rests on what is revoked. `destroy`: its resource goes.',
  }),
  address: nullable(
    z.string(),
    "The resource's address in Terraform, or its place in the document; null where only a warning tells of it.",
  ),
  server: nullable(z.string(), "A key of the provider's `servers`; null for what is at Apono."),
  database: nullable(z.string(), 'Null: of the server.'),
  grantees: names('Who gains or loses; `public` is everybody. Of a membership the members, of an ownership the heir.'),
  on: annotate(z.string(), {
    description: 'The kind of object: as in `grants`, or `column`; `role`, and of what is at Apono the kind.',
  }),
  schemas: nullable(
    z.array(z.string()),
    'The schemas of which everything of the kind is meant; null where objects are named with theirs.',
  ),
  objects: nullable(
    z.array(z.string()),
    'The objects, `schema.name`; functions with their argument types. Null: all of the schemas. Of a membership the roles, of a role its name.',
  ),
  except: annotate(z.array(z.string()), { description: 'Of all of the schemas: the objects left out.' }).optional(),
  extensions: annotate(z.literal('skip'), {
    description: 'Of all of the schemas: members of extensions are left out.',
  }).optional(),
  columns: nullable(z.array(z.string()), 'Null: the whole object.'),
  privileges: names('The privileges. Of a membership its options.'),
  with_grant_option: annotate(z.boolean(), {
    description: 'Gained with the right to give on, or of a loss: that right alone.',
  }),
  grantor: nullable(z.string(), 'In whose name it is revoked; null: the owner, or whoever PostgreSQL finds.'),
  owners: annotate(z.array(z.string()), {
    description: 'Of default privileges: whose future objects are meant.',
  }).optional(),
  attributes: annotate(z.record(z.string(), z.unknown()), {
    description:
      'Of a role, and of what is at Apono: the attributes that change, with the value to come; secrets left out.',
  }).optional(),
});

const schema = z.strictObject({
  format: annotate(z.literal(1), { description: 'The version of this shape.' }),
  fingerprint: annotate(z.string(), { description: 'Equal for two reviews of the same changes and statements.' }),
  flags: annotate(
    z.array(
      z.strictObject({
        flag: annotate(z.enum(Object.keys(REVIEW_FLAGS) as [ReviewFlag, ...ReviewFlag[]]), {
          description: 'What a reviewer wants to see first.',
        }),
        what: annotate(z.string(), { description: 'Who, what, where; a short sentence.' }),
        address: nullable(z.string(), 'The resource; null where it is about all of them.'),
      }),
    ),
    { description: 'What a reviewer wants to see first.' },
  ),
  changes: annotate(z.array(change), {
    description: 'Who gains or loses what, and what is made, changed and dropped.',
  }),
  statements: annotate(
    z.array(
      z.strictObject({
        server: annotate(z.string(), { description: "A key of the provider's `servers`." }),
        database: nullable(z.string(), "Null: the server's own database, for what belongs to the server."),
        sql: names('In order; passwords as `********`.'),
        known: annotate(z.boolean(), { description: 'False: there is more, which is not known yet.' }),
      }),
    ),
    { description: 'The SQL, per server and database.' },
  ),
});

/** What `aponopg review --format json` prints, and `APONOPG_REVIEW` names. */
export const review = { name: 'review', summary: 'What a plan changes, for people and for programs.', schema } as const;

export type Review = z.infer<typeof schema>;
export type ReviewChange = Review['changes'][number];
export type ReviewStatements = Review['statements'][number];
export type RaisedFlag = Review['flags'][number];
