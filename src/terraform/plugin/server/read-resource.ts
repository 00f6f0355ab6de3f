import type { Diagnostic } from '../diagnostic';
import type { Private, Resource } from '../managed-resource';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { context, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** A state, or none, as it goes back to Terraform. */
export interface NewState {
  readonly state: ObjectValue | null;
  readonly private: Private;
  readonly diagnostics: readonly Diagnostic[];
}

/** ReadResource: the refresh before a plan, and after an import. */
export async function readResource(
  server: Server,
  resource: Resource,
  request: { state: ObjectValue; private: Private },
): Promise<NewState> {
  const outcome = await resource.read(request, context(server));
  if (!outcome) return { state: null, private: null, diagnostics: [] };
  return {
    state: withoutWriteOnly(membersOf(resource.schema), outcome.state),
    private: outcome.private === undefined ? request.private : outcome.private,
    diagnostics: outcome.diagnostics ?? [],
  };
}
