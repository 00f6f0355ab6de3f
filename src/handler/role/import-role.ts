import { identifierFault } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, Values } from '../handler-resource';
import { mistakable } from '../mistakable';
import { keepPlace } from '../same-server';
import { keepRole } from './keep-role';
import { importedValues } from './values';

/**
 * The role that an id or an identity names, all of it. Null: there is no such role.
 *
 * @throws ProblemError INVALID_VALUE
 */
export async function importRole(which: string | Values, context: HandlerContext): Promise<Outcome | null> {
  const { server, name } = typeof which === 'string' ? parsedId(which) : named(which);
  const fault = identifierFault(name);
  if (fault !== undefined) throw new ProblemError(unnameable(`The role's name ${fault}`, name));
  const run = context.run.on(server);
  const [{ roles }, hasTwin] = await Promise.all([run.look({ names: [name] }), run.hasTwin(name)]);
  if (hasTwin) throw new ProblemError(mistakable(name));
  const found = roles.get(name);
  if (found === undefined) return null;
  const group = found.member_of.find(({ role }) => identifierFault(role) !== undefined);
  if (group !== undefined) {
    throw new ProblemError(unnameable(`A role that it is a member of ${identifierFault(group.role)}`, group.role));
  }
  const values = importedValues(found, server);
  return {
    values,
    private: {
      ...keepRole(found, values, await run.version()),
      ...keepPlace({ system: await run.systemIdentifier() }),
    },
  };
}

interface RoleName {
  readonly server: string;
  readonly name: string;
}

function parsedId(id: string): RoleName {
  const slash = id.indexOf('/');
  if (slash <= 0 || slash === id.length - 1) throw new ProblemError(malformed(id));
  return { server: id.slice(0, slash), name: id.slice(slash + 1) };
}

function named({ server, name }: Values): RoleName {
  return { server: String(server), name: String(name) };
}

function unnameable(what: string, name: string): Problem {
  return problem('INVALID_VALUE', ['id'], what, {
    value: name,
    allowed: 'names in Unicode normal form C',
    next: 'Rename the role on the server first.',
  });
}

function malformed(id: string): Problem {
  return problem('INVALID_VALUE', ['id'], 'The import id of a role is not well-formed', {
    value: id,
    allowed: "server/role: a key of the provider's `servers`, a slash, the role's name",
    next: 'For instance: terraform import aponopg_role.connector orders/apono_connector',
  });
}
