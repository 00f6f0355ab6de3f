import { randomInt } from 'node:crypto';
import { type Attached, attach, type Provider, UNKNOWN } from '../../src/terraform/plugin';

/**
 * A stand-in for HashiCorp's provider `null`, for machines that cannot reach the registry: `null_resource` with its
 * schema, and with its rule that a change of `triggers` replaces it. Provisioners are Terraform's own affair.
 *
 * @see https://registry.terraform.io/providers/hashicorp/null/latest/docs/resources/resource
 */
export function nullStandIn(): Provider {
  return {
    schema: { attributes: {} },
    configure: () => undefined,
    resources: {
      null_resource: {
        schema: {
          attributes: {
            id: { type: 'string', computed: true },
            triggers: { type: { map: 'string' }, optional: true },
          },
        },
        plan({ proposed, prior }) {
          const replaced = prior !== null && JSON.stringify(prior.triggers) !== JSON.stringify(proposed.triggers);
          return {
            planned: prior === null ? { ...proposed, id: UNKNOWN } : proposed,
            replace: replaced ? [['triggers']] : [],
          };
        },
        create: ({ planned }) => ({ state: { ...planned, id: String(randomInt(2 ** 47)) } }),
        read: ({ state }) => ({ state }),
        update: ({ planned }) => ({ state: planned }),
        delete: () => [],
      },
    },
  };
}

/** The provider `null` for a test: the real one where the registry answers, else the stand-in inside this process. */
export async function nullProvider(): Promise<Attached | undefined> {
  return (await registryAnswers()) ? undefined : attach('registry.terraform.io/hashicorp/null', nullStandIn);
}

async function registryAnswers(): Promise<boolean> {
  const signal = AbortSignal.timeout(2_000);
  return fetch('https://registry.terraform.io/.well-known/terraform.json', { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
