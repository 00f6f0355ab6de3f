import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import type { Description } from './description';
import { flag, text } from './fields';
import { namePattern, namePatterns, serverName, whichRoles } from './lookup-fields';
import { existingRoleName } from './role-name';
import { isGiven, isMissing } from './unknown';

const except = (what: string) =>
  namePatterns(`${what} that are left out, such as those that are managed already; \`*\` stands for any characters.`, [
    'old_*',
  ]).optional();

const roleListSchema = z.strictObject({
  server: serverName(),
  ...whichRoles(),
  superusers: flag({ description: 'Whether superusers are listed as well. Default: false.' }).optional(),
  except: except('Names of roles'),
  ignore_grantors: annotate(z.array(existingRoleName({ description: 'A role.' })), {
    description:
      'Roles such as the user of a connector that gives access for a time: the roles that they made are left out.',
    set: true,
    example: ['apono_connector'],
  }).optional(),
});

/** `list aponopg_role`: the roles of a server, whoever made them. */
export const roleList: Description<typeof roleListSchema> = {
  name: 'aponopg_role',
  summary:
    "Finds roles of a server, to be taken over. The admin that signs in, PostgreSQL's own roles and those of a cloud are not among them.",
  schema: roleListSchema,
  rules: [],
};

const grantsListSchema = z.strictObject({
  server: serverName(),
  databases: namePatterns(
    'Only these databases; `*` stands for any characters. Default: all that the admin may connect to.',
    ['orders'],
  ).optional(),
  grantees: namePatterns(
    'One result for each of these grantees, named `grantee:` and the role. `*` stands for any characters; superusers, system roles and `public` have to be named in full. Default: one result for each database, with every grantee but those.',
    ['reader', 'app_*'],
  ).optional(),
  except: except('Grantees, where `grantees` is given,'),
});

/** `list aponopg_grants`: what is granted in the databases of a server. */
export const grantsList: Description<typeof grantsListSchema> = {
  name: 'aponopg_grants',
  summary:
    'Finds what is granted in the databases of a server, to be taken over: by database, or by database and grantee.',
  schema: grantsListSchema,
  rules: [exceptRule],
};

function exceptRule({ except, grantees }: Readonly<Record<string, unknown>>): Problem[] {
  if (!isGiven(except) || !isMissing(grantees)) return [];
  return [
    problem('CONFLICTING_VALUES', ['except'], '`except` is given without `grantees`', {
      allowed: '`except` beside `grantees`: a database that is listed as one has every grantee',
      next: 'Add `grantees = ["*"]`, or leave `except` out.',
    }),
  ];
}

const integrationListSchema = z.strictObject({
  pattern: namePattern('integrations').optional(),
  types: namePatterns('Only integrations of these types; `*` stands for any characters. Default: all of PostgreSQL.', [
    'postgresql',
  ]).optional(),
  connector_id: text({
    description: 'Only integrations that this connector reaches.',
    example: 'AwsConnector-Prod',
  }).optional(),
  except: except('Names of integrations'),
});

/** `list aponopg_integration`: the PostgreSQL integrations of a tenant. */
export const integrationList: Description<typeof integrationListSchema> = {
  name: 'aponopg_integration',
  summary: 'Finds the PostgreSQL integrations of the tenant, to be taken over.',
  schema: integrationListSchema,
  rules: [],
};

const accessListSchema = (things: string) =>
  z.strictObject({ pattern: namePattern(things).optional(), except: except(`Names of ${things}`) });

/** `list aponopg_access_flow`. */
export const accessFlowList: Description = {
  name: 'aponopg_access_flow',
  summary: 'Finds the access flows of the tenant, to be taken over.',
  schema: accessListSchema('access flows'),
  rules: [],
};

/** `list aponopg_bundle`. */
export const bundleList: Description = {
  name: 'aponopg_bundle',
  summary: 'Finds the bundles of the tenant, to be taken over.',
  schema: accessListSchema('bundles'),
  rules: [],
};

/** `list aponopg_access_scope`. */
export const accessScopeList: Description = {
  name: 'aponopg_access_scope',
  summary: 'Finds the access scopes of the tenant, to be taken over.',
  schema: accessListSchema('access scopes'),
  rules: [],
};
