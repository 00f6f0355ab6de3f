import * as z from 'zod';
import { annotate } from './annotation';

const nullable = <S extends z.ZodType>(schema: S, description: string) => annotate(schema.nullable(), { description });
const text = (description: string) => annotate(z.string(), { description });
const names = (description: string) => annotate(z.array(z.string()), { description });
const yes = (description: string) => annotate(z.boolean(), { description });

/** Why somebody has a right: see `Reason` in src/access. */
const reason = z.strictObject({
  kind: annotate(z.enum(['superuser', 'owner', 'grant', 'public', 'default', 'predefined']), {
    description:
      "`superuser`; `owner` of the object; `grant`; `public`: granted to PUBLIC; `default`: PUBLIC's built-in right; `predefined`: a role of PostgreSQL's own that gives it everywhere.",
  }),
  grantor: nullable(z.string(), 'Who gave a grant, also one to PUBLIC; else null.'),
  through: names(
    'The memberships from the role to who holds the right; empty where that is the role itself, or everybody.',
  ),
  origin: annotate(z.enum(['declared', 'connector', 'nobody']), {
    description:
      'Of a grant, where it was asked for: `declared` by the code, given for a time by the `connector`, or by `nobody` that is known.',
  }).optional(),
});

const right = z.strictObject({
  server: text('The name under which the server was asked.'),
  database: nullable(z.string(), 'Null: of the server.'),
  roles: names('Who has the right in effect.'),
  on: text('The kind of object, as in `grants`.'),
  schema: nullable(z.string(), 'Null for kinds that live in none.'),
  objects: names('Functions with their argument types.'),
  column: nullable(z.string(), "Where the right is the column's alone."),
  privileges: names('In the order of the PostgreSQL manual.'),
  with_grant_option: yes('Whether they may be passed on.'),
  reasons: annotate(z.array(reason), { description: 'Every reason: the right goes with the last of them.' }),
  whole_schema: yes('Whether these are all objects of the kind that the schema has.'),
});

const ofNoUse = z.strictObject({
  server: text('The name under which the server was asked.'),
  database: text('Where.'),
  role: text('Whose rights are of no use, or of less.'),
  schema: nullable(z.string(), 'Where it is so in one schema.'),
  object: nullable(z.string(), 'Where it is so for one table.'),
  why: text('What keeps the role from using them.'),
});

const future = z.strictObject({
  server: text('The name under which the server was asked.'),
  database: text('Where.'),
  owner: text('Whose objects, once they are made.'),
  schema: nullable(z.string(), 'Null: in every schema.'),
  on: text('The kind of object.'),
  grantee: text('Who will have it; `public` is everybody.'),
  privileges: names('What it will have.'),
  with_grant_option: names('The part of it that may be passed on.'),
});

const server = z.strictObject({
  server: text('The name under which it was asked.'),
  version: text('`server_version_num`.'),
  system: nullable(z.string(), "The cluster's identifier; null where it may not be read."),
  read_at: text("When, by the server's clock; ISO 8601."),
  user: text('Who was signed in.'),
  databases: names('What was read.'),
  superusers: names('Who may do everything.'),
});

const notSeen = z.strictObject({
  server: text('The name under which it was asked.'),
  database: nullable(z.string(), 'Null: the whole server.'),
  why: text('Why it was not read.'),
});

const role = z.strictObject({
  server: text('The name under which it was asked.'),
  name: text('The role.'),
  superuser: yes('Whether it may do everything.'),
  login: yes('Whether somebody may sign in by it.'),
  inherit: yes('Whether it has the privileges of the roles that it is a member of, where a membership does not say.'),
  createrole: yes('Whether it may make roles.'),
  bypassrls: yes('Whether row security lets it see all rows.'),
  connection_limit: annotate(z.number(), { description: 'Connections at once; -1 is without limit.' }),
  expired: yes('Whether its password has expired.'),
});

const membership = z.strictObject({
  server: text('The name under which it was asked.'),
  role: text('The role that the member is in.'),
  member: text('Who is in it.'),
  grantor: text('Who gave the membership.'),
  admin: yes('Whether the member may give the membership to others.'),
  inherit: yes("Whether the member has the role's privileges."),
  set: yes('Whether the member may SET ROLE to it.'),
});

/** What `aponopg access --format json` prints and `--save` keeps. */
export const accessReport = z.strictObject({
  format: annotate(z.literal(1), { description: 'The version of this shape.' }),
  fingerprint: text('SHA-256 of the rights: equal for two readings that found the same.'),
  asked: z.strictObject({
    roles: nullable(z.array(z.string()), 'Null: all.'),
    objects: nullable(z.array(z.string()), 'Null: all.'),
    privilege: nullable(z.string(), 'Null: any.'),
    system: yes("Whether PostgreSQL's own objects were looked at too."),
  }),
  servers: annotate(z.array(server), { description: 'What was read.' }),
  roles: annotate(z.array(role), {
    description: 'The roles that were asked for, and those above them. Not in what 0.4 saved.',
  }).optional(),
  memberships: annotate(z.array(membership), {
    description:
      'Every membership by which they have, may take or may give themselves something. Not in what 0.4 saved.',
  }).optional(),
  rights: annotate(z.array(right), { description: 'Who has which rights in effect.' }),
  future: annotate(z.array(future), { description: 'Default privileges: what objects made later will give.' }),
  of_no_use: annotate(z.array(ofNoUse), { description: 'What keeps roles from using what they have.' }),
  not_seen: annotate(z.array(notSeen), { description: 'What was asked for and could not be read.' }),
});

export type AccessReport = z.infer<typeof accessReport>;
