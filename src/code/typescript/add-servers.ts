import { server as description, objectShapeOf } from '../../metadata';
import { isKeyFile } from '../print/secret-variable';
import type { ProjectDocument, ServerDocument } from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import type { Program } from './program';
import type { References } from './references';
import { declaredServer } from './server-source';
import { adminOf } from './sign-in-props';
import { call, members, quote, type Source } from './source';

/** A `PostgresqlServer` for each server, and the provider where Apono's endpoint or an address of its own is given. */
export function addServers(
  { servers, apono }: ProjectDocument,
  program: Program,
  references: References,
  providerSource: string | undefined,
): void {
  if (apono !== undefined || providerSource !== undefined) {
    const given = {
      ...(apono?.endpoint !== undefined && { endpoint: references.text(apono.endpoint) }),
      ...(apono?.token !== undefined && { token: references.text(apono.token) }),
      ...(apono?.preview !== undefined && { preview: references.any(apono.preview) }),
    };
    const handler =
      providerSource === undefined
        ? undefined
        : call(`${program.of('Handler')}.provider`, members({ source: quote(providerSource) }));
    program.keepId('aponopg');
    const provider = `new ${program.of('AponopgProvider')}`;
    const config = members({ apono: apono && members(given), handler });
    program.add(call(provider, 'this', quote('aponopg'), config));
  }
  for (const [name, server] of Object.entries(servers ?? {})) addServer(name, server, program, references);
}

function addServer(name: string, server: ServerDocument, program: Program, references: References): void {
  const secret = references.secretsOf(name, `the admin of ${name}`);
  const nothing = () => ({});
  const props = describedProps(objectShapeOf(description), server, references, {
    special: { username: nothing, password: nothing, password_env: nothing, auth: nothing },
    secret: (value, way, isWriteOnly) =>
      way[0] === 'sslkey' && isKeyFile(value) ? references.any(value) : secret(value, way, isWriteOnly),
  });
  const admin = adminOf(name, server, program, references);
  const id = program.idFor(name, 'server');
  const constant = program.constant(name, 'server');
  references.keepServer(name, constant);
  const { host, hostaddr, port, ports, database, ...more } = props;
  const place = { host, hostaddr, port, ports, database };
  const all = { ...(id === name ? {} : { name: program.value(name) }), ...place, ...admin, ...more };
  const source = declaredServer(
    id,
    references.kindOf(name),
    references.instanceOf(name),
    all as Members<Source>,
    program,
    references,
  );
  program.add(source, { constant });
}
