import { server as description, objectShapeOf } from '../../metadata';
import { isKeyFile } from '../print/secret-variable';
import type { ProjectDocument, ServerDocument } from '../project-document';
import { describedProps } from './described-props';
import type { Program } from './program';
import type { References } from './references';
import { call, members, quote } from './source';

/** `new PostgresqlServer` for each server, and the provider where Apono's endpoint is given. */
export function addServers({ servers, apono }: ProjectDocument, program: Program, references: References): void {
  if (apono !== undefined) {
    const given = {
      ...(apono.endpoint !== undefined && { endpoint: references.text(apono.endpoint) }),
      ...(apono.token !== undefined && { token: references.text(apono.token) }),
    };
    program.keepId('aponopg');
    const provider = `new ${program.of('AponopgProvider')}`;
    program.add(call(provider, 'this', quote('aponopg'), members({ apono: members(given) })));
  }
  for (const [name, server] of Object.entries(servers ?? {})) addServer(name, server, program, references);
}

function addServer(name: string, server: ServerDocument, program: Program, references: References): void {
  const secret = references.secretsOf(name, `the admin of ${name}`);
  const props = describedProps(objectShapeOf(description), server, references, {
    secret: (value, way, isWriteOnly) =>
      way[0] === 'sslkey' && isKeyFile(value) ? references.any(value) : secret(value, way, isWriteOnly),
  });
  const id = program.idFor(name, 'server');
  const constant = program.constant(name, 'server');
  references.keepServer(name, constant);
  const named = id === name ? {} : { name: program.value(name) };
  program.add(call(`new ${program.of('PostgresqlServer')}`, 'this', quote(id), members({ ...named, ...props })), {
    constant,
  });
}
