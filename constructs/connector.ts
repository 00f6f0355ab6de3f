import { Construct } from 'constructs';
import { connector as description } from '../src/metadata';
import { type Problem, problem } from '../src/problem';
import { inScope } from './checks/in-scope';
import { userData, userText } from './checks/user-text';
import { refuse, refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import type { ConnectorRequirements } from './described/connector-requirements';
import type { Handler } from './handler';
import type { AponopgProvider } from './l1/aponopg-provider';
import { DataAponopgConnector } from './l1/data-aponopg-connector';

/** Props of a connector. */
export interface ConnectorProps extends ConnectorRequirements {
  /**
   * The connector's id at Apono.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
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
}

/**
 * A connector, read from Apono: the plan stops when it is unknown, disconnected or too old. Connectors register
 * themselves when they start, so there is none to create.
 *
 * @example
 * new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.5.3' })
 */
export class Connector extends Construct implements IConnector {
  /** Its id at Apono. */
  readonly connectorId: string;
  /** The bare data source; undefined with `Handler.nullResource()`. */
  readonly resource: DataAponopgConnector | undefined;

  constructor(scope: Construct, id: string, props: ConnectorProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'ConnectorProps', props);
    const { connectorId, provider, handler, ...rest } = props;
    const args = { ...rest, id: connectorId };
    validate(this, description, args, { id: 'connectorId' });
    if (handler?.kind === 'null_resource') {
      if (rest.minimumVersion !== undefined) refuse(this, [noMinimum(rest.minimumVersion)]);
      this.connectorId = userText(connectorId);
      return;
    }
    this.resource = new DataAponopgConnector(this, 'Resource', {
      ...userData(args),
      ...(provider && { provider }),
    });
    this.connectorId = this.resource.id;
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

function noMinimum(version: string): Problem {
  return problem(
    'CONFLICTING_VALUES',
    ['minimumVersion'],
    'Nothing is read in the stack that could be held against it',
    {
      value: version,
      allowed: 'no `minimumVersion` with Handler.nullResource()',
      next: 'Leave it out: the connector is held against what the type of the integration needs when the integration is registered.',
    },
  );
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
