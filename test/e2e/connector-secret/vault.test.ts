import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Admin, ConnectorSecret, GeneratedPassword, PostgresqlServer, SignIn } from '../../../constructs';
import { newStack, synthesized } from '../../constructs/stacks';
import { type AttachedFolder, openAttachedFolder } from '../../support/attached-folder';
import { closedAfterwards, opened } from '../../support/clean-up';
import { freshName } from '../../support/postgres';
import { useServer } from '../../support/project';
import { CloudProvider } from './cloud-provider';
import { startVault, startVaultStandIn, type VaultServer } from './vault-server';

/** The paths of HashiCorp's provider `vault`, and of Vault itself: neither is part of this repository. */
const { TEST_VAULT_PROVIDER: PROVIDER, TEST_VAULT: VAULT } = process.env;
const there = PROVIDER !== undefined && existsSync(PROVIDER);
const against = VAULT === undefined ? 'a stand-in for Vault (TEST_VAULT: its path)' : 'Vault';

(there ? describe : describe.skip)(
  `HashiCorp's provider for Vault (TEST_VAULT_PROVIDER: its path), and ${against}`,
  () => {
    const server = useServer();
    const username = freshName('connector');
    let vault: VaultServer;
    const folder = opened<AttachedFolder>(async () => {
      vault = closedAfterwards(VAULT === undefined ? await startVaultStandIn() : await startVault(VAULT));
      return openAttachedFolder({
        env: () => ({
          ADMIN_PASSWORD: server.password,
          VAULT_ADDR: vault.address,
          VAULT_TOKEN: vault.token,
          TERRAFORM_VAULT_SKIP_CHILD_TOKEN: 'true',
        }),
        cliConfig: `provider_installation {\n dev_overrides {\n "hashicorp/vault" = "${dirname(PROVIDER as string)}"\n }\n direct {}\n}`,
      });
    });

    function declare(version: number): void {
      const stack = newStack();
      new CloudProvider(stack, 'vault');
      const main = new PostgresqlServer(stack, 'main', {
        host: server.host,
        port: server.port,
        sslmode: 'prefer',
        database: 'postgres',
        admin: Admin.passwordEnv({ username: server.superuser, passwordEnv: 'ADMIN_PASSWORD' }),
      });
      const password = new GeneratedPassword(stack, 'password', { version });
      const place = { mount: 'secret', path: 'apono/orders' };
      const secret = ConnectorSecret.hashicorpVault(stack, 'secret', { ...place, username, password });
      main.addConnectorUser('connector', { signIn: SignIn.secret(secret) });
      folder.terraform.write('main.tf.json', synthesized(stack));
    }
    async function stored(): Promise<Record<string, string>> {
      const headers = { 'x-vault-token': vault.token };
      const answer = await fetch(`${vault.address}/v1/secret/data/apono/orders`, { headers });
      return ((await answer.json()) as { data: { data: Record<string, string> } }).data.data;
    }

    test('keep one password in both places, through a rotation, and none in the state', async () => {
      declare(1);
      await folder.terraform.apply();
      const first = await stored();
      expect(first.username).toBe(username);
      expect(await server.tryAs(username, first.password as string, 'postgres', 'SELECT 1')).toBe('ok');
      await folder.terraform.expectNoChanges();

      declare(2);
      await folder.terraform.apply();
      const second = await stored();
      expect(second.password).not.toBe(first.password);
      expect(await server.tryAs(username, second.password as string, 'postgres', 'SELECT 1')).toBe('ok');
      await folder.terraform.expectNoChanges();

      const state = folder.terraform.read('terraform.tfstate') + folder.terraform.read('terraform.tfstate.backup');
      for (const { password } of [first, second]) expect(state).not.toContain(password);
      await folder.terraform.destroy();
    });
  },
);
