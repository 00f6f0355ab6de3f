import { Refusal } from './answer';
import type { Entry } from './entries';
import type { SandboxState, StoredTarget } from './tenant';

/** @throws Refusal 409 while an access flow or a bundle gives access to a thing */
export function refuseInUse(state: SandboxState, what: string, { id, name }: Entry): void {
  const refers = ({ integration, bundle, access_scope: scope }: StoredTarget) =>
    [integration?.integration_id, bundle?.bundle_id, scope?.access_scope_id].includes(id);
  const user = [...state.access_flows, ...state.bundles].find((each) => each.access_targets.some(refers));
  if (user !== undefined) throw new Refusal(409, `${what} ${name} is used by ${user.name}`);
}
