import { Annotations, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Problem } from '../../src/problem';
import { inScope } from '../checks/in-scope';
import { refuseLiteralSecret } from '../checks/secret-value';
import type { IConnectorUser } from '../connector-user';

/** What every deployment of a connector is told. */
export interface ConnectorDeploymentProps {
  /**
   * The connector's token, from Apono's page of a new connector: a reference. It stands in the state of the stack.
   * @example
   * new TerraformVariable(this, 'connector_token', { type: 'string', sensitive: true }).stringValue
   */
  readonly token: string;
  /**
   * The cloud's provider, where the stack has several.
   * @default the stack's own
   */
  readonly providers?: readonly TerraformProvider[] | undefined;
}

/** What deployments by Apono's Terraform modules are told besides. */
export interface ModuleDeploymentProps extends ConnectorDeploymentProps {
  /**
   * Whether the connector may manage the cloud's own resources as well: IAM roles, groups, clusters. Databases do not
   * need it, save for the sign-in by RDS's IAM, for which `roleArn` can be given the one right.
   * @default false
   */
  readonly cloudPermissions?: boolean | undefined;
  /**
   * The release of Apono's Terraform modules, a tag of their repository.
   * @default "v1.0.41"
   */
  readonly moduleVersion?: string | undefined;
  /**
   * The version of the connector that the release runs; only with another `moduleVersion`.
   * @default that of the module's default release; with another release it is not known
   */
  readonly connectorVersion?: string | undefined;
}

/** A connector that is deployed by this program. */
export abstract class ConnectorDeploymentBase extends Construct {
  /** The id that it registers with. */
  abstract readonly connectorId: string;
  /** The version that is deployed; undefined where the program does not say it. */
  abstract readonly connectorVersion: string | undefined;
  /** What has to be made before it runs: the module or the release. */
  abstract readonly deployed: ITerraformDependable & Construct;

  /** @internal */
  protected constructor(scope: Construct, id: string) {
    super(inScope(scope, id), id);
  }

  /**
   * What stands in the way of signing in as a database user.
   *
   * @internal
   */
  problemsWith(_user: IConnectorUser): Problem[] {
    return [];
  }

  /** @internal */
  protected keepToken(token: string): void {
    refuseLiteralSecret(this, 'token', token, 'a data source that reads it');
    Annotations.of(this).addWarning(TOKEN_IN_STATE);
  }
}

const TOKEN_IN_STATE =
  "The connector's token will stand in the state of this stack: what deploys the connector takes it as a plain value. Give the deployment a stack of its own, whose state few can read, and make a new token where others could read it.";
