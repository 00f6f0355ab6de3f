import { APONO_MEMBERS, type AponoMember, grants, type ObjectShape, objectShapeOf, role, server } from '../../metadata';
import { visibleLines } from '../../problem';
import { APONO_KINDS } from '../apono-kinds';
import {
  evaluated,
  type IntegrationDocument,
  isUnevaluated,
  type ProjectDocument,
  type RoleDocument,
  type ServerDocument,
} from '../project-document';
import { type Members, type ValueWriter, writeDescribed } from '../write-described';
import { isKeyFile } from './secret-variable';
import { textOf } from './value';

/**
 * Prints a project as the JSON document that the command line takes, as the descriptions have it.
 *
 * Secrets never stand in it: a password becomes the name of the environment variable that has to hold it. An expression
 * that could not be evaluated stays as its text, `${...}` and all.
 */
export function printJson(document: ProjectDocument): string {
  const plain = {
    apono: plainApono(document.apono),
    servers: document.servers && Object.fromEntries(Object.entries(document.servers).map(plainServer)),
    roles: document.roles?.map(plainRole),
    grants: document.grants?.map((each) => plainMembers(objectShapeOf(grants.schema), each)),
    ...Object.fromEntries(
      APONO_MEMBERS.map((member) => [member, document[member]?.map((each) => plainThing(member, each))]),
    ),
  };
  const json = JSON.stringify(plain, (_, value: unknown) => (isUnevaluated(value) ? value.$template : value), 2);
  return `${visibleLines(json)}\n`;
}

/** The token is no part of a document. */
function plainApono({ endpoint, preview }: NonNullable<ProjectDocument['apono']> = {}): object | undefined {
  return endpoint === undefined && preview === undefined ? undefined : { endpoint, preview };
}

function plainThing(member: AponoMember, given: object): Members<unknown> {
  const shape = objectShapeOf(APONO_KINDS[member].description.schema);
  return plainMembers(shape, given as Members<unknown>, {
    'secret_store.apono.parameters': emptied,
    ...(member === 'integrations' && {
      'preflight.password_wo': (password) => triedPassword(password, given as IntegrationDocument),
    }),
  });
}

function plainServer([name, given]: [string, ServerDocument]): [string, Members<unknown>] {
  const { password, ...rest } = given;
  const values = password === undefined ? rest : { ...rest, password_env: environmentName(name) };
  return [
    name,
    plainMembers(objectShapeOf(server), values, { sslkey: (key) => (isKeyFile(key) ? { sslkey: key } : {}) }),
  ];
}

function plainRole(given: RoleDocument): Members<unknown> {
  const { password_wo, password_verifier_wo: verifier, ...rest } = given;
  const hasSecret = password_wo !== undefined || verifier !== undefined;
  const values = hasSecret ? { ...rest, password_env: environmentName(textOf(rest.name)) } : rest;
  return plainMembers(objectShapeOf(role.schema), values);
}

/** The password of a sign-in that is tried is the one of the role. */
function triedPassword(password: unknown, { preflight }: IntegrationDocument): Members<unknown> {
  if (password === undefined) return {};
  return { password_env: environmentName(textOf(evaluated(preflight)?.role ?? '')) };
}

/** The values in Apono's own store are credentials: only their names are kept, for a person to fill in. */
function emptied(parameters: unknown): Members<unknown> {
  if (parameters === undefined || isUnevaluated(parameters)) return parameters === undefined ? {} : { parameters };
  return { parameters: Object.fromEntries(Object.keys(parameters as object).map((key) => [key, ''])) };
}

function plainMembers(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  special: NonNullable<ValueWriter<unknown>['special']> = {},
): Members<unknown> {
  return writeDescribed<unknown>(shape, values, { ...PLAIN, special });
}

const PLAIN: ValueWriter<unknown> = {
  value: (value) => value,
  list: (items) => items,
  map: (members) => members,
  object: (members) => members,
  secret: () => undefined,
};

function environmentName(text: string): string {
  const name = text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `${/^[A-Z]/.test(name) ? name : `DATABASE_${name}`}_PASSWORD`;
}
