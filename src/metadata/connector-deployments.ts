import * as z from 'zod';
import { type Annotation, annotate } from './annotation';
import type { Description } from './description';
import { flag, integer, text, textMap } from './fields';

/**
 * The release of Apono's Terraform modules that deployments use, and the connector that it runs: they have its version
 * written in them.
 *
 * @see https://github.com/apono-io/terraform-modules
 */
export const CONNECTOR_MODULES = {
  repository: 'https://github.com/apono-io/terraform-modules.git',
  version: 'v1.0.41',
  connectorVersion: '1.7.8',
} as const;

/** Apono's Helm chart of the connector. */
export const CONNECTOR_CHART = {
  repository: 'https://apono-io.github.io/apono-helm-charts/',
  name: 'apono-connector',
} as const;

/** The account that the GKE modules make where they are told no other name. */
export const CONNECTOR_SERVICE_ACCOUNT = 'apono-connector-iam-sa';

const connectorId = text({
  description: "The id that the connector registers with: of its own for each deployment, since it is the connector's.",
  example: 'AwsConnector-Prod',
});

const awsEcs = z.strictObject({
  connector_id: connectorId,
  vpc_id: text({ description: 'The network that the connector runs in.', example: 'vpc-0a1b2c3d' }),
  subnet_ids: texts({ description: 'Its subnets: from these the connector reaches the databases and Apono.' }),
  assign_public_ip: flag({
    description: 'Whether the task gets a public address: needed in subnets whose way out is an internet gateway.',
    default: true,
  }).optional(),
  number_of_instances: integer(1, undefined, {
    description: 'Running copies, for availability.',
    default: 1,
  }).optional(),
  log_group_retention_in_days: integer(0, undefined, {
    description: 'How long its log is kept; 0: for ever.',
    unit: 'days',
    default: 30,
  }).optional(),
  role_name: text({ description: "The name of the connector's IAM role. Default: one that is made up." }).optional(),
  tags: textMap({ description: 'Tags of everything that is made.' }).optional(),
});

const azureContainerInstances = z.strictObject({
  connector_id: connectorId,
  resource_group: text({ description: 'The resource group that it is made in, by its name.' }),
  location: text({ description: "Where it runs. Default: the resource group's." }).optional(),
  subnet_ids: texts({ description: 'Subnets to run in, of a network that reaches the databases.' }).optional(),
  zones: texts({ description: 'Availability zones.' }).optional(),
  ip_address_type: text({
    description: 'Which address it gets: `None`, `Private` or `Public`. It needs none: nobody connects to it.',
    default: 'None',
  }).optional(),
  dns_nameservers: texts({ description: "Name servers, where they are not the network's own." }).optional(),
  identity_type: text({
    description: 'Whose identity it has: `SystemAssigned`, `UserAssigned`. Only without `cloudPermissions`.',
    default: 'SystemAssigned',
  }).optional(),
  identity_ids: texts({ description: 'Identities that it is given. Only without `cloudPermissions`.' }).optional(),
  tags: textMap({ description: 'Tags of everything that is made.' }).optional(),
});

const pod = {
  cpu: text({ description: 'The most CPU that it may use.', default: '1000m' }).optional(),
  memory: text({ description: 'The most memory that it may use.', default: '2G' }).optional(),
  cpu_requests: text({ description: 'The CPU that is reserved for it.', default: '500m' }).optional(),
  memory_requests: text({ description: 'The memory that is reserved for it.', default: '1G' }).optional(),
};

const gke = z.strictObject({
  connector_id: connectorId,
  project_id: text({ description: 'The project that the service account is made in.', example: 'acme-prod' }),
  organization_id: text({
    description:
      'The organization, where the connector is to see all of its projects. Default: it sees the one project.',
  }).optional(),
  namespace: text({
    description: 'The namespace in the cluster; it is made.',
    default: 'apono-connector-namespace',
  }).optional(),
  service_account_name: text({
    description: "The name of the connector's service account, by which it signs in to Cloud SQL.",
    default: CONNECTOR_SERVICE_ACCOUNT,
  }).optional(),
  ...pod,
});

const helm = z.strictObject({
  connector_id: connectorId,
  chart_version: annotate(z.string().regex(/^v?\d+(\.\d+){0,2}([-+].*)?$/), {
    description: 'The version of the chart: `helm search repo apono-connector` lists them.',
    allowed: 'one version, for instance 1.2.3',
    example: '1.2.3',
  }),
  namespace: text({ description: 'The namespace in the cluster; it is made.', default: 'apono-connector' }).optional(),
  ...pod,
});

/** What each way of deploying a connector is told: under the names of the module's variables, in snake case. */
export const CONNECTOR_DEPLOYMENTS = {
  awsEcs: described('The connector on AWS ECS', awsEcs),
  azureContainerInstances: described('The connector on Azure Container Instances', azureContainerInstances),
  gke: described('The connector on Google Kubernetes Engine', gke),
  helm: described('The connector by its Helm chart', helm),
} as const;

function described<S extends z.ZodObject>(summary: string, schema: S): Description<S> {
  return { name: 'apono-connector', summary, schema, rules: [] };
}

/** A list of texts with at least one in it. */
function texts(annotation: Annotation) {
  return annotate(z.array(z.string().min(1)).min(1), { allowed: 'a list of texts with at least one', ...annotation });
}
