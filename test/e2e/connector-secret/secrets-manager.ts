import { randomUUID } from 'node:crypto';
import {
  type Attributes,
  type Diagnostic,
  DiagnosticsError,
  type Provider,
  type Resource,
  UNKNOWN,
} from '../../../src/terraform/plugin';

/** The source address of the AWS provider. */
export const AWS_SOURCE = 'registry.terraform.io/hashicorp/aws';

/** What the stand-in keeps, and what it gets wrong on purpose. */
export class SecretsManager {
  /** The versions of each secret by its ARN, the newest last. */
  readonly secrets = new Map<string, { id: string; text: string }[]>();
  /** Whether the next version is refused. */
  failing = false;

  /** The password in the newest version of the only secret. */
  password(): string {
    const [versions] = [...this.secrets.values()];
    return (JSON.parse(versions?.at(-1)?.text ?? '{}') as { password: string }).password;
  }
}

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:';

/**
 * A STAND-IN for what of the AWS provider a connector's secret needs, since no AWS can be had in tests: the attributes
 * that are used, and a secrets manager in memory. It is not that provider and says nothing about how that one behaves.
 */
export function awsStandIn(manager: SecretsManager): Provider {
  return {
    schema: { attributes: {} },
    configure: () => ({}),
    resources: {
      aws_secretsmanager_secret: secret(manager),
      aws_secretsmanager_secret_version: version(manager),
    },
    ephemeralResources: {
      aws_secretsmanager_secret_version: {
        schema: {
          attributes: {
            secret_id: { type: 'string', required: true },
            version_id: { type: 'string', optional: true },
            secret_string: { type: 'string', computed: true, sensitive: true },
          },
        },
        open: ({ config }) => {
          const versions = manager.secrets.get(String(config.secret_id));
          const found = versions?.find(({ id }) => id === config.version_id);
          if (!found) throw new DiagnosticsError([error('There is no such version')]);
          return { result: { ...config, secret_string: found.text } };
        },
      },
    },
  };
}

function secret(manager: SecretsManager): Resource {
  const attributes: Attributes = {
    arn: { type: 'string', computed: true },
    name: { type: 'string', required: true },
    description: { type: 'string', optional: true },
    kms_key_id: { type: 'string', optional: true },
    recovery_window_in_days: { type: 'number', optional: true },
    tags: { type: { map: 'string' }, optional: true },
  };
  return {
    schema: { attributes },
    create: ({ planned }) => {
      const arn = `${ARN}${String(planned.name)}-AbCdEf`;
      manager.secrets.set(arn, []);
      return { state: { ...planned, arn } };
    },
    read: ({ state }) => (manager.secrets.has(String(state.arn)) ? { state } : null),
    update: ({ planned }) => ({ state: planned }),
    delete: ({ prior }) => void manager.secrets.delete(String(prior.arn)),
  };
}

function version(manager: SecretsManager): Resource {
  const write = (secretId: string, text: string) => {
    if (manager.failing) throw new DiagnosticsError([error('The secrets manager is out of order')]);
    const id = randomUUID();
    manager.secrets.get(secretId)?.push({ id, text });
    return id;
  };
  return {
    schema: {
      attributes: {
        secret_id: { type: 'string', required: true },
        secret_string_wo: { type: 'string', optional: true, writeOnly: true },
        secret_string_wo_version: { type: 'number', optional: true },
        version_id: { type: 'string', computed: true },
      },
    },
    plan: ({ proposed, prior }) => {
      const same = prior?.secret_string_wo_version === proposed.secret_string_wo_version;
      return { planned: { ...proposed, version_id: same ? (prior?.version_id ?? UNKNOWN) : UNKNOWN } };
    },
    create: ({ config, planned }) => ({
      state: { ...planned, version_id: write(String(planned.secret_id), String(config.secret_string_wo)) },
    }),
    read: ({ state }) => ({ state }),
    update: ({ config, planned }) => ({
      state: { ...planned, version_id: write(String(planned.secret_id), String(config.secret_string_wo)) },
    }),
    delete: () => undefined,
  };
}

function error(summary: string): Diagnostic {
  return { severity: 'error', summary, detail: 'Said by the stand-in.' };
}
