// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** A connector on AWS ECS. */
export interface AwsEcsSettings {
  /**
   * The id that the connector registers with: of its own for each deployment, since it is the connector's.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
  /**
   * The network that the connector runs in.
   * @example "vpc-0a1b2c3d"
   */
  readonly vpcId: string;
  /**
   * Its subnets: from these the connector reaches the databases and Apono.
   */
  readonly subnetIds: readonly string[];
  /**
   * Whether the task gets a public address: needed in subnets whose way out is an internet gateway.
   * @default true
   */
  readonly assignPublicIp?: boolean | IResolvable | undefined;
  /**
   * Running copies, for availability.
   * Allowed: a whole number of at least 1.
   * @default 1
   */
  readonly numberOfInstances?: number | undefined;
  /**
   * How long its log is kept; 0: for ever.
   * Unit: days.
   * Allowed: a whole number of at least 0.
   * @default 30
   */
  readonly logGroupRetentionInDays?: number | undefined;
  /**
   * The name of the connector's IAM role.
   * @default one that is made up
   */
  readonly roleName?: string | undefined;
  /**
   * Tags of everything that is made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A connector on Azure Container Instances. */
export interface AzureContainerInstancesSettings {
  /**
   * The id that the connector registers with: of its own for each deployment, since it is the connector's.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
  /**
   * The resource group that it is made in, by its name.
   */
  readonly resourceGroup: string;
  /**
   * Where it runs.
   * @default the resource group's
   */
  readonly location?: string | undefined;
  /**
   * Subnets to run in, of a network that reaches the databases.
   * @default none
   */
  readonly subnetIds?: readonly string[] | undefined;
  /**
   * Availability zones.
   * @default none
   */
  readonly zones?: readonly string[] | undefined;
  /**
   * Which address it gets: `None`, `Private` or `Public`. It needs none: nobody connects to it.
   * @default "None"
   */
  readonly ipAddressType?: string | undefined;
  /**
   * Name servers, where they are not the network's own.
   * @default none
   */
  readonly dnsNameservers?: readonly string[] | undefined;
  /**
   * Whose identity it has: `SystemAssigned`, `UserAssigned`. Only without `cloudPermissions`.
   * @default "SystemAssigned"
   */
  readonly identityType?: string | undefined;
  /**
   * Identities that it is given. Only without `cloudPermissions`.
   * @default none
   */
  readonly identityIds?: readonly string[] | undefined;
  /**
   * Tags of everything that is made.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A connector on Google Kubernetes Engine. */
export interface GkeSettings {
  /**
   * The id that the connector registers with: of its own for each deployment, since it is the connector's.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
  /**
   * The project that the service account is made in.
   * @example "acme-prod"
   */
  readonly projectId: string;
  /**
   * The organization, where the connector is to see all of its projects.
   * @default it sees the one project
   */
  readonly organizationId?: string | undefined;
  /**
   * The namespace in the cluster; it is made.
   * @default "apono-connector-namespace"
   */
  readonly namespace?: string | undefined;
  /**
   * The name of the connector's service account, by which it signs in to Cloud SQL.
   * @default "apono-connector-iam-sa"
   */
  readonly serviceAccountName?: string | undefined;
  /**
   * The most CPU that it may use.
   * @default "1000m"
   */
  readonly cpu?: string | undefined;
  /**
   * The most memory that it may use.
   * @default "2G"
   */
  readonly memory?: string | undefined;
  /**
   * The CPU that is reserved for it.
   * @default "500m"
   */
  readonly cpuRequests?: string | undefined;
  /**
   * The memory that is reserved for it.
   * @default "1G"
   */
  readonly memoryRequests?: string | undefined;
}

/** A connector in any Kubernetes cluster. */
export interface HelmSettings {
  /**
   * The id that the connector registers with: of its own for each deployment, since it is the connector's.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
  /**
   * The version of the chart: `helm search repo apono-connector` lists them.
   * @example "1.2.3"
   */
  readonly chartVersion: string;
  /**
   * The namespace in the cluster; it is made.
   * @default "apono-connector"
   */
  readonly namespace?: string | undefined;
  /**
   * The most CPU that it may use.
   * @default "1000m"
   */
  readonly cpu?: string | undefined;
  /**
   * The most memory that it may use.
   * @default "2G"
   */
  readonly memory?: string | undefined;
  /**
   * The CPU that is reserved for it.
   * @default "500m"
   */
  readonly cpuRequests?: string | undefined;
  /**
   * The memory that is reserved for it.
   * @default "1G"
   */
  readonly memoryRequests?: string | undefined;
}
