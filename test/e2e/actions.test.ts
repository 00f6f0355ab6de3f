import { Client } from 'pg';
import { cleanUp } from '../support/clean-up';
import { freshName } from '../support/postgres';
import { openProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';
import { invokesActions, terraformPrograms } from '../support/terraform-program';

const server = useServer();
const CANARY = 'canary-of-the-connector';
const programs = terraformPrograms().filter(invokesActions);
const described = programs.length > 0 ? programs : ['(none of Terraform 1.14 or newer is there)'];

describe.each(described)('actions with %s', (program) => {
  const testIf = programs.length > 0 ? test : test.skip;

  testIf('are invoked by hand, and by a resource that changes; no secret is printed or kept', async () => {
    const project = await openProject({ server, program });
    const { terraform, sandbox } = project;
    const name = freshName('acted');
    const orders = sandbox.integrations()[0];
    const code = (limit: number) => `
variable "password" {
  type      = string
  ephemeral = true
}
action "aponopg_end_sessions" "support" {
  config {
    server = "main"
    role   = "${name}"
  }
}
action "aponopg_refresh_integration" "orders" {
  config {
    id = "${orders?.id}"
  }
}
action "aponopg_check_connection" "triggered" {
  config {
    server      = "main"
    role        = "${name}"
    password_wo = var.password
  }
}
action "aponopg_check_connection" "invoked" {
  config {
    server       = "main"
    role         = "${name}"
    password_env = "CONNECTOR_PASSWORD"
  }
}
resource "aponopg_role" "support" {
  server              = "main"
  name                = "${name}"
  login               = true
  createrole          = true
  connection_limit    = ${limit}
  password_wo         = var.password
  password_wo_version = 1
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.aponopg_check_connection.triggered, action.aponopg_refresh_integration.orders]
    }
    action_trigger {
      events  = [after_update]
      actions = [action.aponopg_end_sessions.support]
    }
  }
}
`;
    project.write(code(-1));
    terraform.env.TF_VAR_password = CANARY;
    const seen = sandbox.requests().length;
    const created = inOneLine((await terraform.apply()).stdout);
    expect(created).toContain(`Signed in to postgres on main as ${name}`);
    expect(created).toContain('Apono looks again');
    expect(created).toContain(`${orders?.name} is Active`);
    expect(
      sandbox
        .requests()
        .slice(seen)
        .filter(({ method }) => method === 'POST'),
    ).toHaveLength(1);

    const connection = new Client({ connectionString: server.url('postgres', { user: name, password: CANARY }) });
    const ended = new Promise<void>((resolve) => {
      connection.on('error', () => undefined).on('end', () => resolve());
    });
    await connection.connect();
    cleanUp(() => connection.end().catch(() => undefined));
    project.write(code(3));
    expect(inOneLine((await terraform.apply()).stdout)).toContain(`1 session (postgres) of ${name} was told to end`);
    await ended;

    const invoke = '-invoke=action.aponopg_check_connection.invoked';
    project.env.CONNECTOR_PASSWORD = CANARY;
    await terraform.plan(invoke);
    const shown = (await terraform.run('show', '-json', 'tfplan')).stdout;
    const checked = inOneLine((await terraform.apply('tfplan')).stdout);
    expect(checked).toContain(`Signed in to postgres on main as ${name}`);
    expect(created + checked + shown + terraform.read('terraform.tfstate')).not.toContain(CANARY);
    project.env.CONNECTOR_PASSWORD = 'wrong-canary';
    const refused = await terraform.failing.apply(invoke);
    expect(refused).toContain(`Signing in as ${name} on main failed`);
    expect(refused).not.toContain('wrong-canary');
  });
});
