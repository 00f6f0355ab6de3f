import { Construct } from 'constructs';
import { accessFlow as description } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { userText } from '../checks/user-text';
import { refuseWrongCall, refuseWrongProps } from '../checks/validation';
import { importResource } from '../integration/import-existing';
import { AponoAccessFlowV2 } from '../l1/apono-access-flow-v2';
import { AponopgAccessFlow } from '../l1/aponopg-access-flow';
import { accessFlowArguments } from './access-flow-arguments';
import type { AccessFlowProps } from './access-flow-props';
import { officialFlow } from './official-access';
import { registered } from './registration';

/** The props whose names are not those of the attributes. */
const NAMES = {
  requestors: 'to',
  access_targets: 'targets',
  approver_policy: 'approvers',
  escalation_policy: 'escalation',
  grant_duration_in_min: 'duration',
  request_for: 'requestFor',
};

/**
 * Who may have which access, at whose word, for how long. `integration.grantAccess` makes one for one integration.
 *
 * @example
 * new AccessFlow(this, 'support', {
 *   name: 'Support',
 *   to: Identity.group('Support', { source: 'Okta' }),
 *   targets: [AccessTarget.bundle('Support kit')],
 *   approvers: Approvers.anyOf(Identity.owner()),
 *   duration: Duration.hours(4),
 * });
 */
export class AccessFlow extends Construct {
  /** The id at Apono, once it is made. */
  readonly accessFlowId: string;
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgAccessFlow | AponoAccessFlowV2;

  constructor(scope: Construct, id: string, props: AccessFlowProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'AccessFlowProps', props);
    const { registration, provider, handler, ...rest } = props;
    const args = accessFlowArguments(rest);
    this.resource = registered(
      this,
      { registration, provider, handler },
      { description, args, names: NAMES, what: 'The name of an access flow' },
      {
        own: (config) => new AponopgAccessFlow(this, 'Resource', config),
        official: (values) => new AponoAccessFlowV2(this, 'Resource', officialFlow(values)),
      },
    );
    this.accessFlowId = this.resource.id;
  }

  /**
   * Has Terraform take over an access flow that is there already, by an import block. Terraform >= 1.5.
   *
   * @param accessFlowId its id at Apono
   */
  importExisting(accessFlowId: string): void {
    refuseWrongCall(this, 'AccessFlow.importExisting()', { accessFlowId });
    importResource(this, this.resource, userText(accessFlowId));
  }
}
