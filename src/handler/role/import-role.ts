import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome } from '../handler-resource';
import { keepPlace } from '../same-server';
import { keepRole } from './keep-role';
import { importedValues } from './values';

/**
 * The role that an id names, all of it. Null: there is no such role.
 *
 * @throws ProblemError INVALID_VALUE
 */
export async function importRole(id: string, context: HandlerContext): Promise<Outcome | null> {
  const slash = id.indexOf('/');
  if (slash <= 0 || slash === id.length - 1) throw new ProblemError(malformed(id));
  const server = id.slice(0, slash);
  const name = id.slice(slash + 1);
  const run = context.run.on(server);
  const found = (await run.look({ names: [name] })).roles.get(name);
  if (found === undefined) return null;
  return {
    values: importedValues(found, server),
    private: { ...keepRole(found), ...keepPlace({ system: await run.systemIdentifier() }) },
  };
}

function malformed(id: string): Problem {
  return problem('INVALID_VALUE', ['id'], 'The import id of a role is not well-formed', {
    value: id,
    allowed: "server/role: a key of the provider's `servers`, a slash, the role's name",
    next: 'For instance: terraform import aponopg_role.connector orders/apono_connector',
  });
}
