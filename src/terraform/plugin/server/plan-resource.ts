import { defaultPlan } from '../default-plan';
import type { Diagnostic } from '../diagnostic';
import type { PlanRequest, Private, Resource } from '../managed-resource';
import { membersOf } from '../members';
import type { Path } from '../value/path';
import type { ObjectValue } from '../value/value';
import { context, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** A plan as it goes back to Terraform; null plans a destroy. */
export interface PlannedChange {
  readonly planned: ObjectValue | null;
  readonly replace: readonly Path[];
  readonly private: Private;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * PlanResourceChange: once in a plan, once more while applying, when what was unknown has become known. A destroy has no
 * `proposed`; a create, and the second half of a replacement, have no `prior`.
 */
export async function planResource(
  server: Server,
  resource: Resource,
  request: {
    config: ObjectValue | null;
    prior: ObjectValue | null;
    proposed: ObjectValue | null;
    private: Private;
    planned?: Private;
  },
): Promise<PlannedChange> {
  const { config, prior, proposed, private: before } = request;
  if (!proposed || !config) {
    const said = prior && (await resource.planDestroy?.({ prior, private: before }, context(server)));
    return { planned: null, replace: [], private: before, diagnostics: said || [] };
  }
  const members = membersOf(resource.schema);
  const question: PlanRequest = { ...request, config, proposed: withoutWriteOnly(members, proposed) };
  const plan = resource.plan ? await resource.plan(question, context(server)) : defaultPlan(resource.schema, question);
  return {
    planned: withoutWriteOnly(members, plan.planned),
    replace: prior ? (plan.replace ?? []) : [],
    private: plan.private === undefined ? before : plan.private,
    diagnostics: plan.diagnostics ?? [],
  };
}
