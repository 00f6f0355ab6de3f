import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { connector as description } from '../src/metadata';
import { type Problem, problem } from '../src/problem';
import { inScope } from './checks/in-scope';
import { userData, userText } from './checks/user-text';
import { refuse, refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import type { ConnectorDeploymentBase } from './connector-deployment/connector-deployment-base';
import { deployedBefore } from './connector-deployment/deployed-before';
import type { ConnectorRequirements } from './described/connector-requirements';
import type { Handler } from './handler';
import type { AponopgProvider } from './l1/aponopg-provider';
import { DataAponopgConnector } from './l1/data-aponopg-connector';
import type { DataAponopgConnectorArguments } from './l1/data-aponopg-connector-arguments';

/** Props of a connector. */
export interface ConnectorProps extends ConnectorRequirements {
  /**
   * The connector's id at Apono. Either this or `deployment` is required.
   * @example "AwsConnector-Prod"
   * @default that of the deployment
   */
  readonly connectorId?: string | undefined;
  /**
   * Its deployment by this program. The connector is then read once that is made, and waited for: for 300 seconds,
   * where `waitSeconds` does not say otherwise.
   * @default none: it runs already
   */
  readonly deployment?: ConnectorDeploymentBase | undefined;
  /**
   * The provider block by which it is read.
   * @default the stack's own
   */
  readonly provider?: AponopgProvider | undefined;
  /**
   * With `Handler.nullResource()` nothing is read in the stack: the integration checks the connector when it is
   * registered.
   * @default Handler.provider()
   */
  readonly handler?: Handler | undefined;
}

/** A connector as an integration refers to it. */
export interface IConnector {
  /** Its id at Apono. */
  readonly connectorId: string;
  /** Its deployment, where this program deploys it. */
  readonly deployment?: ConnectorDeploymentBase | undefined;
}

/**
 * A connector, read from Apono: the plan stops when it is unknown, disconnected or too old. Connectors register
 * themselves when they start, so there is none to create.
 *
 * @example
 * new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.5.3' })
 *
 * @example
 * new Connector(this, 'connector', { deployment, waitSeconds: 600 })
 */
export class Connector extends Construct implements IConnector {
  /** Its id at Apono. */
  readonly connectorId: string;
  /** Its deployment, where this program deploys it. */
  readonly deployment: ConnectorDeploymentBase | undefined;
  /** The bare data source; undefined with `Handler.nullResource()`. */
  readonly resource: DataAponopgConnector | undefined;

  constructor(scope: Construct, id: string, props: ConnectorProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'ConnectorProps', props);
    const { connectorId, deployment, provider, handler, ...rest } = props;
    if (connectorId !== undefined && deployment !== undefined) refuse(this, [twoConnectors(connectorId)]);
    const args = {
      ...(deployment && handler?.kind !== 'null_resource' && { waitSeconds: 300 }),
      ...rest,
      id: connectorId ?? deployment?.connectorId,
    };
    validate(this, description, args, { id: 'connectorId' });
    this.deployment = deployment;
    if (handler?.kind === 'null_resource') {
      for (const name of ['minimumVersion', 'waitSeconds'] as const) {
        if (rest[name] !== undefined) refuse(this, [nothingRead(name, rest[name])]);
      }
      if (deployment !== undefined) Annotations.of(this).addWarning(NOT_WAITED);
      this.connectorId = userText(args.id as string);
      return;
    }
    const dependsOn = deployment && deployedBefore(this, deployment);
    this.resource = new DataAponopgConnector(this, 'Resource', {
      ...(userData(args) as DataAponopgConnectorArguments),
      ...(dependsOn && { dependsOn }),
      ...(provider && { provider }),
    });
    this.connectorId = deployment ? this.resource.registeredId : this.resource.id;
  }

  /**
   * A connector by its id alone: nothing is read in the stack. The integration still checks it.
   *
   * @example
   * Connector.fromConnectorId(this, 'connector', 'AwsConnector-Prod')
   */
  static fromConnectorId(scope: Construct, id: string, connectorId: string): IConnector {
    refuseWrongCall('Connector.fromConnectorId', 'Connector.fromConnectorId()', { scope, id, connectorId });
    return new ImportedConnector(scope, id, connectorId);
  }

  /** `CONNECTED`, once read. */
  get status(): string {
    return this.read().status;
  }

  /** The version that runs, once read. */
  get version(): string {
    return this.read().version;
  }

  private read(): DataAponopgConnector {
    return this.resource ?? refuse(this, [notRead()]);
  }
}

class ImportedConnector extends Construct implements IConnector {
  readonly connectorId: string;

  constructor(scope: Construct, id: string, connectorId: string) {
    super(scope, id);
    this.connectorId = userText(connectorId);
  }
}

const NOT_WAITED =
  'With Handler.nullResource() nobody waits until the connector that is deployed has registered: where the integration is registered too early, apply again.';

function nothingRead(name: 'minimumVersion' | 'waitSeconds', value: string | number): Problem {
  return problem('CONFLICTING_VALUES', [name], 'With Handler.nullResource() the connector is not read in the stack', {
    value,
    allowed: `no \`${name}\` with Handler.nullResource()`,
    next: 'Leave it out: the connector is held against what the type of the integration needs when the integration is registered.',
  });
}

function twoConnectors(connectorId: string): Problem {
  return problem('CONFLICTING_VALUES', ['connectorId'], 'There is a deployment, which has an id already', {
    value: connectorId,
    allowed: 'either `connectorId` or `deployment`',
    next: 'Leave `connectorId` out, and give it to the deployment.',
  });
}

function notRead(): Problem {
  return problem(
    'CONFLICTING_VALUES',
    ['handler'],
    'With Handler.nullResource() the connector is not read in the stack',
    {
      next: 'Do not refer to its status and version.',
    },
  );
}
