import { Construct } from 'constructs';
import { connector as description } from '../src/metadata';
import type { AponopgProvider } from './l1/aponopg-provider';
import { DataAponopgConnector } from './l1/data-aponopg-connector';
import { userText } from './user-text';
import { refuseUnknownProps, validate } from './validation';

export interface ConnectorProps {
  /** The connector's id at Apono. */
  readonly connectorId: string;
  /**
   * The oldest version accepted; the plan stops when the connector is older.
   * @default what the integration's variant needs
   */
  readonly minimumVersion?: string;
  /** @default the stack's own */
  readonly provider?: AponopgProvider;
}

/** A connector as an integration refers to it. */
export interface IConnector {
  readonly connectorId: string;
}

/**
 * A connector, read from Apono: the plan stops when it is unknown, disconnected or too old. Connectors register
 * themselves when they start, so there is none to create.
 */
export class Connector extends Construct implements IConnector {
  readonly connectorId: string;
  readonly resource: DataAponopgConnector;

  constructor(scope: Construct, id: string, props: ConnectorProps) {
    super(scope, id);
    refuseUnknownProps(this, props, { connectorId: true, minimumVersion: true, provider: true });
    validate(
      this,
      description,
      { id: props.connectorId, minimum_version: props.minimumVersion },
      { id: 'connectorId' },
    );
    this.resource = new DataAponopgConnector(this, 'Resource', {
      id: userText(props.connectorId),
      minimumVersion: props.minimumVersion,
      ...(props.provider && { provider: props.provider }),
    });
    this.connectorId = this.resource.id;
  }

  /** A connector by its id alone: nothing is read in the stack. The integration still checks it. */
  static fromConnectorId(connectorId: string): IConnector {
    return { connectorId: userText(connectorId) };
  }

  /** `CONNECTED`, once read. */
  get status(): string {
    return this.resource.status;
  }

  /** The version that runs, once read. */
  get version(): string {
    return this.resource.version;
  }
}
