import { referred } from './entries';
import type { SandboxState } from './tenant';

/** The integration that identities come from, by its id or name; null where none is named. @throws Refusal 400 */
export function sourceId(state: SandboxState, reference: unknown): string | null {
  if (typeof reference !== 'string') return null;
  return referred(state.integrations, 'Source integration', reference).id;
}

/** What may come from a source. */
interface FromSource {
  readonly source_integration_id?: string | null | undefined;
}

/** Something with the name of the source that it comes from. */
export function withSource<Each extends FromSource>(
  state: SandboxState,
  each: Each,
): Omit<Each, 'source_integration_id'> & {
  source_integration_id: string | null;
  source_integration_name: string | null;
} {
  const id = each.source_integration_id ?? null;
  const found = state.integrations.find((integration) => integration.id === id);
  return { ...each, source_integration_id: id, source_integration_name: found?.name ?? null };
}

/** Whether something comes from a source that is meant by its id or name. */
export function isFrom(state: SandboxState, each: FromSource, meant: string): boolean {
  const { source_integration_id: id, source_integration_name: name } = withSource(state, each);
  return id === meant || name === meant;
}
