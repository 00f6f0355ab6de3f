import * as z from 'zod';
import type { Problem } from '../problem';
import { problem } from '../problem';
import { annotate } from './annotation';
import { integer, text, textMap } from './fields';
import { isGiven, isUnknown } from './unknown';

/** The places a secret may lie in; every field of the one chosen is required. */
const stores = {
  aws: annotate(
    z.strictObject({
      region: text({ description: "The secret's region.", example: 'us-east-1' }),
      secret_id: text({ description: "The secret's name or ARN.", example: 'prod/orders/apono' }),
    }),
    { description: 'AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.' },
  ).optional(),
  gcp: annotate(
    z.strictObject({
      project: text({ description: "The secret's project.", example: 'acme-prod' }),
      secret_id: text({ description: "The secret's id.", example: 'orders-apono' }),
    }),
    { description: 'Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`.' },
  ).optional(),
  azure: annotate(
    z.strictObject({
      vault_url: text({ description: "The vault's URL.", example: 'https://acme.vault.azure.net' }),
      name: text({ description: "The secret's name.", example: 'orders-apono' }),
    }),
    { description: 'Azure Key Vault.' },
  ).optional(),
  kubernetes: annotate(
    z.strictObject({
      namespace: text({ description: "The secret's namespace.", example: 'apono' }),
      name: text({ description: "The secret's name.", example: 'orders-apono' }),
    }),
    { description: 'A Kubernetes secret with the label `apono-connector-read=true`.' },
  ).optional(),
  hashicorp_vault: annotate(
    z.strictObject({
      secret_engine: text({ description: 'The secret engine.', example: 'kv' }),
      path: text({ description: 'The path within the engine.', example: 'apono/orders' }),
    }),
    { description: 'HashiCorp Vault.' },
  ).optional(),
  apono: annotate(
    z.strictObject({
      parameters: textMap({
        description: 'What the connector signs in with, for instance `username` and `password`; secrets as references.',
        writeOnly: true,
      }),
      parameters_version: integer(0, undefined, {
        description: 'Any number; a change of it sends the parameters anew, which nothing else does.',
        example: 1,
      }).optional(),
    }),
    { description: "Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11." },
  ).optional(),
};

export type SecretStoreKind = keyof typeof stores;
export const SECRET_STORES = Object.keys(stores) as SecretStoreKind[];

/** The stores where the secret lies outside Apono, so that nothing of it passes through here. */
export const OUTSIDE_STORES = SECRET_STORES.filter((kind) => kind !== 'apono');

export const ONE_SECRET_STORE = `exactly one of ${SECRET_STORES.join(', ')}`;

export const secretStore = annotate(z.strictObject(stores), {
  description: "Where the connector finds the database user's credentials: exactly one store.",
  allowed: ONE_SECRET_STORE,
});

/** Says when not exactly one store is given. */
export function secretStoreProblems(store: unknown): Problem[] {
  if (isUnknown(store) || typeof store !== 'object' || store === null) return [];
  const entries = Object.entries(store);
  const given = entries.filter(([, each]) => isGiven(each)).map(([name]) => name);
  // Of those that are not known yet each may be null.
  if (given.length === 1 || (given.length === 0 && entries.some(([, each]) => isUnknown(each)))) return [];
  return [
    problem(
      'CONFLICTING_VALUES',
      ['secret_store'],
      given.length === 0
        ? '`secret_store` names no store'
        : `\`secret_store\` names ${given.length} stores: ${given.join(', ')}`,
      {
        allowed: ONE_SECRET_STORE,
        next: given.length === 0 ? "Name the store that holds the database user's credentials." : 'Keep one of them.',
      },
    ),
  ];
}
