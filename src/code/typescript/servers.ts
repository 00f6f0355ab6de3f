import type { ProjectDocument, ServerDocument } from '../document';
import { camelMembers } from './camel-members';
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
  const { password, sslkey, host, port, ...rest } = server;
  const holdsKey = sslkey !== undefined && !(typeof sslkey === 'string' && !/-----|\n/.test(sslkey));
  const props = {
    host: host === undefined ? undefined : references.text(host),
    port: port === undefined ? undefined : references.number(port),
    ...camelMembers(rest, references),
    password:
      password === undefined
        ? undefined
        : references.hidden(password, `${name}_password`, `Password of the admin of ${name}.`),
    sslkey: holdsKey
      ? references.hidden(sslkey, `${name}_sslkey`, `Private key of the admin of ${name}.`)
      : sslkey === undefined
        ? undefined
        : references.any(sslkey),
  };
  const id = program.idFor(name, 'server');
  const constant = program.constant(name, 'server');
  references.keepServer(name, constant);
  const named = id === name ? {} : { name: program.value(name) };
  program.add(call(`new ${program.of('PostgresqlServer')}`, 'this', quote(id), members({ ...named, ...props })), {
    constant,
  });
}
