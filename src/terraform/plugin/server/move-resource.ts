import type { MoveRequest, Resource } from '../managed-resource';
import { membersOf } from '../members';
import { failure } from './failure';
import type { NewState } from './read-resource';
import { earlyContext, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** MoveResourceState: a `moved` block from another type. Terraform asks before every plan until the move is applied. */
export async function moveResource(
  server: Server,
  resource: Resource,
  typeName: string,
  request: MoveRequest,
): Promise<NewState> {
  const outcome = await resource.move?.(request, earlyContext(server));
  if (!outcome) {
    throw failure(
      `No ${request.type} can become a ${typeName}`,
      'Take the `moved` block out: remove the old object from the state, and import it as the new one.',
    );
  }
  return {
    state: withoutWriteOnly(membersOf(resource.schema), outcome.state),
    private: outcome.private ?? null,
    diagnostics: outcome.diagnostics ?? [],
  };
}
