import { integrationTypeFor, integrationTypeOf, type ServerKindName } from '../../metadata';
import { textOf } from '../print/value';
import { evaluated, type IntegrationDocument, isUnevaluated, type ProjectDocument } from '../project-document';
import type { Members } from '../write-described';
import type { Program } from './program';
import type { References } from './references';
import {
  type Instance,
  instanceOf,
  isPlace,
  isSame,
  kindOfServer,
  kindOfType,
  serverOfIntegration,
} from './server-kinds';
import { kindProp } from './server-source';
import { call, members, quote, type Source } from './source';

/** How an integration says where its database is, and who signs in there. */
export interface IntegrationPlace {
  /** `server`, `type`, `hostname` and `port`, as far as they do not follow from one another. */
  readonly props: Members<Source>;
  /** The server's constant or expression, for the user; undefined where there is none. */
  readonly server: Source | undefined;
  /** The keys of the integration config that follow from the server. */
  readonly follows: Instance;
}

/**
 * The place of an integration; undefined where the construct would refuse it: a type of another cloud than the server's,
 * or a cloud's type with a password of which no secret is known.
 */
export function placeOf(
  integration: IntegrationDocument,
  document: ProjectDocument,
  program: Program,
  references: References,
): IntegrationPlace | undefined {
  const preflight = evaluated(integration.preflight);
  const needsNoSecret = integrationTypeFor(textOf(integration.type), 'generic').secretOptional;
  if (preflight !== undefined && needsNoSecret && integration.secret_store === undefined) return undefined;
  const found = serverOfIntegration(document, integration);
  const kind = found === undefined ? kindOfType(integration.type) : kindOfServer(document, found);
  const isOther = kindOfType(integration.type) !== 'generic' && kindOfType(integration.type) !== kind;
  if (isOther && preflight !== undefined) return undefined;
  if (found === undefined || isOther)
    return withoutServer(integration, kindOfType(integration.type), program, references);

  const { hostname, port } = integration;
  const type = typeProp(integration, kind, references);
  const declared = document.servers?.[found] ?? {};
  const byHostname = integrationTypeFor(textOf(integration.type), kind).byHostname;
  const server = references.server(preflight?.server ?? found);
  const own = byHostname ? {} : (references.instanceOf(found) ?? {});
  if (!byHostname || isPlace(integration, declared)) {
    const saysPort = port !== undefined && !(byHostname && isSame(declared.port, port));
    const props = {
      ...(byHostname ? {} : hostProp(integration, references)),
      ...portProp(saysPort ? port : undefined, references),
    };
    return { props: { server, ...type, ...props }, server, follows: own };
  }
  // Reached elsewhere than Terraform reaches it: the user says which server it is.
  if (hostname === undefined) return undefined;
  return {
    props: { ...type, ...hostProp(integration, references), ...portProp(port, references) },
    server,
    follows: own,
  };
}

/** Of a cloud, the server is at least known by its kind. */
function withoutServer(
  integration: IntegrationDocument,
  kind: ServerKindName,
  program: Program,
  references: References,
): IntegrationPlace {
  const type = typeProp(integration, kind, references);
  if (kind === 'generic') {
    const props = { ...type, ...hostProp(integration, references), ...portProp(integration.port, references) };
    return { props, server: undefined, follows: {} };
  }
  const instance = instanceOf(integration, kind);
  const byHostname = integrationTypeOf(kind)?.byHostname ?? true;
  const host = byHostname && integration.hostname !== undefined ? { host: references.text(integration.hostname) } : {};
  const port = byHostname ? portProp(integration.port, references) : {};
  const name = `${evaluated(integration.name) ?? 'integration'} server`;
  const constant = program.constant(name, 'server');
  const attributes = members({ ...kindProp(kind, instance, program, references), ...host, ...port });
  const construct = quote(program.idFor(name, 'server'));
  const from = `${program.of('PostgresqlServer')}.fromServerAttributes`;
  program.add(call(from, 'this', construct, attributes), { constant });
  constant.used = true;
  const elsewhere = byHostname
    ? {}
    : { ...hostProp(integration, references), ...portProp(integration.port, references) };
  const server = constant.name;
  return { props: { server, ...type, ...elsewhere }, server, follows: instance ?? {} };
}

function typeProp({ type }: IntegrationDocument, kind: ServerKindName, references: References): Members<Source> {
  return isUnevaluated(type) || type !== integrationTypeOf(kind)?.type ? { type: references.text(type) } : {};
}

function hostProp({ hostname }: IntegrationDocument, references: References): Members<Source> {
  return hostname === undefined ? {} : { hostname: references.text(hostname) };
}

function portProp(port: IntegrationDocument['port'], references: References): Members<Source> {
  return port === undefined ? {} : { port: references.number(port) };
}
