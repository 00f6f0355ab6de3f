import type { AskedServer, Origins } from '../../access';
import { checkDocument, documentsInState, valuesInState } from '../../document';
import type { DeclaredGrants } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import { readJson } from '../input';
import type { AccessOptions } from './access-servers';

/**
 * What tells where grants come from: undefined where nobody asks.
 *
 * @throws ProblemError what is wrong with the file of `--declared`; SERVER_NOT_DECLARED where it speaks of other servers alone
 */
export function originsOf(
  { declared: file, connectorUser }: AccessOptions,
  asked: readonly AskedServer[],
): ((server: string) => Origins) | undefined {
  if (file === undefined) return connectorUser === undefined ? undefined : () => ({ connectorUser });
  const grants = grantsIn(readJson(file, 'declared'));
  const there = [...new Set(grants.map(({ server }) => server))];
  if (there.length > 0 && !asked.some(({ server }) => there.includes(server)))
    throw new ProblemError(ofOthers(asked, there));
  return (server) => ({ connectorUser, declared: grants.filter((each) => each.server === server) });
}

/** Without this, everything would be said to be declared by nobody. */
function ofOthers(asked: readonly AskedServer[], there: readonly string[]): Problem {
  const names = asked.map(({ server }) => server).join(', ');
  return problem('SERVER_NOT_DECLARED', ['server'], `The file of --declared has no grants on the server ${names}`, {
    value: names,
    allowed: there.join(', '),
    next: 'Say by --server what the server is called there.',
  });
}

type DeclaredOn = DeclaredGrants & { readonly server: string };

/** Of a document; of a state or a plan, by the provider or by `null_resource`. */
function grantsIn(value: unknown): DeclaredOn[] {
  const inState = documentsInState(value);
  const documents = (inState ?? [value]).map(checkDocument).flatMap(({ document }) => document.grants ?? []);
  return [...documents, ...valuesInState(value, 'aponopg_grants')] as unknown as DeclaredOn[];
}
