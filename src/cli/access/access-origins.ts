import type { Origins } from '../../access';
import { checkDocument, documentsInState, valuesInState } from '../../document';
import type { DeclaredGrants } from '../../metadata';
import { readJson } from '../input';
import type { AccessOptions } from './access-servers';

/**
 * What tells where grants come from: undefined where nobody asks.
 *
 * @throws ProblemError what is wrong with the file of `--declared`
 */
export function originsOf({ declared: file, connectorUser }: AccessOptions): ((server: string) => Origins) | undefined {
  if (file === undefined) return connectorUser === undefined ? undefined : () => ({ connectorUser });
  const grants = grantsIn(readJson(file, 'declared'));
  return (server) => ({ connectorUser, declared: grants.filter((each) => each.server === server) });
}

type DeclaredOn = DeclaredGrants & { readonly server: string };

/** Of a document; of a state or a plan, by the provider or by `null_resource`. */
function grantsIn(value: unknown): DeclaredOn[] {
  const inState = documentsInState(value);
  const documents = (inState ?? [value]).map(checkDocument).flatMap(({ document }) => document.grants ?? []);
  return [...documents, ...valuesInState(value, 'aponopg_grants')] as unknown as DeclaredOn[];
}
