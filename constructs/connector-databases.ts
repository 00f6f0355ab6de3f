import type { Construct } from 'constructs';
import { type ConnectorRole, VARIANTS, type VariantName, variantsWhere } from '../src/metadata';
import { problem } from '../src/problem';
import { AponopgGrants } from './l1/aponopg-grants';
import type { IPostgresqlServer } from './postgresql-server';
import { userData } from './user-text';
import { refuse } from './validation';

/**
 * What the connector's user needs on databases where its memberships do not bring it: every privilege, with the right
 * to pass it on. Nothing that others gave is taken away.
 *
 * @param user the user's name, a reference where it is made in the same stack
 */
export function grantDatabases(
  construct: Construct,
  variant: VariantName,
  on: { readonly server: IPostgresqlServer; readonly user: string; readonly databases: readonly string[] },
): AponopgGrants[] {
  const { databasesTo }: ConnectorRole = VARIANTS[variant].connectorRole;
  if (databasesTo === undefined || on.databases.length === 0) return [];
  const grantee = databasesTo === 'itself' ? on.user : databasesTo;
  return on.databases.map(
    (database) =>
      new AponopgGrants(construct, `Database-${database}`, {
        ...userData({ server: on.server.serverName, database }),
        mode: 'additive',
        grants: { database: { grantees: [grantee], on: 'database', privileges: ['ALL'], withGrantOption: true } },
        provider: on.server.provider,
      }),
  );
}

/** Refuses databases where none are needed, and those that belong to PostgreSQL or to the cloud. */
export function refuseDatabases(construct: Construct, variant: VariantName, databases: readonly string[] = []): void {
  const { databasesTo, internalDatabases }: ConnectorRole = VARIANTS[variant].connectorRole;
  if (databases.length > 0 && databasesTo === undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['databases'], `\`databases\` are given, and the variant ${variant} needs none`, {
        value: databases,
        allowed: `databases with the variants ${variantsWhere((role) => role.databasesTo !== undefined).join(' and ')}`,
        next: 'Leave them out: the user gets at every database by its attributes and memberships.',
      }),
    ]);
  }
  const reserved = ['template0', 'template1', ...internalDatabases];
  const wrong = databases.filter((name, index) => reserved.includes(name) || databases.indexOf(name) !== index);
  if (wrong.length > 0) {
    refuse(construct, [
      problem(
        'INVALID_VALUE',
        ['databases'],
        `\`databases\` names ${wrong.join(', ')}, which belong to the server itself or stand there twice`,
        {
          value: wrong,
          allowed: `your own databases, each once; not ${reserved.join(', ')}`,
          next: 'Leave them out.',
        },
      ),
    ]);
  }
}
