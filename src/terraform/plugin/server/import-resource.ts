import type { ImportRequest, Resource } from '../managed-resource';
import { membersOf } from '../members';
import { failure } from './failure';
import type { NewState } from './read-resource';
import { context, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** ImportResourceState: `terraform import` and `import` blocks; ReadResource follows. */
export async function importResource(
  server: Server,
  resource: Resource,
  typeName: string,
  request: ImportRequest,
): Promise<NewState> {
  if (!resource.import) throw failure(`${typeName} cannot be imported`, 'Create it, or leave it out of the state.');
  const outcome = await resource.import(request, context(server));
  if (!outcome) {
    throw failure(`There is no ${typeName} ${JSON.stringify(request.id ?? request.identity)}`, 'Check the import id.');
  }
  return {
    state: withoutWriteOnly(membersOf(resource.schema), outcome.state),
    private: outcome.private ?? null,
    diagnostics: outcome.diagnostics ?? [],
  };
}
