import { type TerraformHclModule, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_DEPLOYMENTS, CONNECTOR_USER } from '../../src/metadata';
import { type Problem, problem } from '../../src/problem';
import { refuseWrongProps, validate } from '../checks/validation';
import type { IConnectorUser } from '../connector-user';
import type { AwsEcsSettings } from '../described/connector-deployments';
import { ConnectorDeploymentBase, type ModuleDeploymentProps } from './connector-deployment-base';
import { folderOf, publishedModule, versionOf } from './published-module';

/** Props of a connector on AWS ECS. */
export interface AwsEcsDeploymentProps extends AwsEcsSettings, ModuleDeploymentProps {}

/** A connector on AWS ECS, by Apono's module. */
export class AwsEcsDeployment extends ConnectorDeploymentBase {
  /** The id that it registers with. */
  readonly connectorId: string;
  /** The version that is deployed; undefined where the program does not say it. */
  readonly connectorVersion: string | undefined;
  /** Apono's module. */
  readonly deployed: TerraformHclModule;
  private readonly cloudPermissions: boolean;

  constructor(scope: Construct, id: string, props: AwsEcsDeploymentProps) {
    super(scope, id);
    refuseWrongProps(this, 'AwsEcsDeploymentProps', props);
    const {
      token,
      providers: _,
      cloudPermissions = false,
      moduleVersion: __,
      connectorVersion: ___,
      ...settings
    } = props;
    validate(this, CONNECTOR_DEPLOYMENTS.awsEcs, settings);
    this.keepToken(token);
    this.cloudPermissions = cloudPermissions;
    this.connectorId = settings.connectorId;
    this.connectorVersion = versionOf(this, props);
    this.deployed = publishedModule(this, folderOf('aws', props), settings, props);
  }

  /** The ARN of the connector's IAM role: for policies of secrets, and for `rds-db:connect`. */
  get roleArn(): string {
    return this.deployed.getString('connector_role_arn');
  }

  /** The ARN of the log group that the connector writes to. */
  get logGroupArn(): string {
    return this.deployed.getString('log_group_arn');
  }

  /** @internal */
  override problemsWith({ signsInBy, userName, resource }: IConnectorUser): Problem[] {
    if (signsInBy !== 'iam') return [];
    const name = resource?.arguments.name ?? userName;
    if (!this.cloudPermissions) return [roleLacksConnect(Token.isUnresolved(name) ? CONNECTOR_USER.name : name)];
    return Token.isUnresolved(name) || name === CONNECTOR_USER.name ? [] : [otherUser(name)];
  }
}

function roleLacksConnect(userName: string): Problem {
  return problem(
    'NOT_CHECKED',
    ['connectorUser'],
    "Whether the connector's IAM role may sign in to RDS was not checked",
    {
      severity: 'warning',
      next: `Without \`cloudPermissions\` the module does not allow it: give the role (\`roleArn\`) the action rds-db:connect on arn:aws:rds-db:*:*:dbuser:*/${userName}.`,
    },
  );
}

function otherUser(userName: string): Problem {
  return problem(
    'CONFLICTING_VALUES',
    ['connectorUser'],
    'The module lets the connector sign in to RDS as one user only',
    {
      value: userName,
      allowed: CONNECTOR_USER.name,
      next: 'Leave out the name of the user, or deploy without `cloudPermissions` and give the role the right yourself.',
    },
  );
}
