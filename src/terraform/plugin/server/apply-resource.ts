import { DiagnosticsError } from '../diagnostic';
import type { Private, Resource } from '../managed-resource';
import { membersOf } from '../members';
import { type ObjectValue, unknownsToNull } from '../value/value';
import { diagnose } from './diagnose';
import type { NewState } from './read-resource';
import { context, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** ApplyResourceChange: makes what was planned. No `prior` is a create, no `planned` a destroy. */
export async function applyResource(
  server: Server,
  resource: Resource,
  request: {
    config: ObjectValue | null;
    prior: ObjectValue | null;
    planned: ObjectValue | null;
    private: Private;
  },
): Promise<NewState> {
  const members = membersOf(resource.schema);
  try {
    const applied = await carryOut(server, resource, request);
    return { ...applied, state: applied.state && withoutWriteOnly(members, applied.state) };
  } catch (error) {
    // What was really made must stand in the state even so, or Terraform would lose sight of it.
    const partial = error instanceof DiagnosticsError ? error.state : undefined;
    return {
      state: partial ? withoutWriteOnly(members, unknownsToNull(partial) as ObjectValue) : request.prior,
      private: request.private,
      diagnostics: diagnose(server, 'apply', error),
    };
  }
}

async function carryOut(
  server: Server,
  resource: Resource,
  { config, prior, planned, private: before }: Parameters<typeof applyResource>[2],
): Promise<NewState> {
  const here = context(server);
  if (!planned || !config) {
    const said = prior && (await resource.delete({ prior, private: before }, here));
    return { state: null, private: null, diagnostics: said || [] };
  }
  const outcome = prior
    ? await resource.update({ config, prior, planned, private: before }, here)
    : await resource.create({ config, planned, private: before }, here);
  return {
    state: outcome.state,
    private: outcome.private === undefined ? before : outcome.private,
    diagnostics: outcome.diagnostics ?? [],
  };
}
