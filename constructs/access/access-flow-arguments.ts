import type { AponopgAccessFlowArguments } from '../l1/aponopg-access-flow-arguments';
import type { AccessFlowProps, RequestFor } from './access-flow-props';
import { type Identities, identitiesOf } from './identities';
import type { Identity } from './identity';
import type { RegistrationOptions } from './registration';

/** The arguments of the bare resource for what the construct is told. */
export function accessFlowArguments(
  props: Omit<AccessFlowProps, keyof RegistrationOptions>,
): AponopgAccessFlowArguments {
  const { to, targets, approvers, duration, escalation, requestFor, trigger = 'SELF_SERVE', settings, ...rest } = props;
  return {
    ...rest,
    trigger,
    requestors: conditionsOf(to),
    accessTargets: targets.map(({ argument }) => argument),
    settings: settings ?? {},
    ...(duration && { grantDurationInMin: duration.inMinutes }),
    ...(approvers && {
      approverPolicy: { approvalMode: approvers.approvalMode, approverGroups: approvers.groups.map(approverGroup) },
    }),
    ...(escalation && {
      escalationPolicy: {
        approverGroups: escalation.tiers.map(approverGroup),
        ...(escalation.interval && { intervalInMin: escalation.interval.inMinutes }),
      },
    }),
    ...(requestFor && { requestFor: requestForArgument(requestFor) }),
  };
}

function requestForArgument({ scopes, others }: RequestFor) {
  return {
    ...(scopes && { requestScopes: scopes }),
    ...(others && { grantees: conditionsOf(others) }),
  };
}

function conditionsOf(given: Identity | readonly Identity[] | Identities) {
  const { logicalOperator, identities } = identitiesOf(given);
  return { logicalOperator, conditions: identities.map(condition) };
}

function approverGroup(given: Identity | Identities) {
  const { logicalOperator, identities } = identitiesOf(given);
  return { logicalOperator, approvers: identities.map(condition) };
}

function condition({ attributeType, attributeValues, match, sourceIntegrationName }: Identity) {
  return {
    type: attributeType,
    ...(attributeValues && { values: attributeValues }),
    ...(match && { matchOperator: match }),
    ...(sourceIntegrationName !== undefined && { sourceIntegrationName }),
  };
}
