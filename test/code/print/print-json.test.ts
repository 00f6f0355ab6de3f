// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { printJson } from '../../../src/code';
import { withSetsSorted } from '../canonical';
import { generatedProject } from './generated-project';

describe('a project as JSON', () => {
  test('is the document itself where it holds no secret', () => {
    fc.assert(
      fc.property(generatedProject, (project) => {
        const { servers: _, roles, ...rest } = project;
        const document = { ...rest, ...(roles && { roles: roles.map(({ password_wo: __, ...role }) => role) }) };
        expect(withSetsSorted(JSON.parse(printJson(document)))).toEqual(
          withSetsSorted(JSON.parse(JSON.stringify(document))),
        );
      }),
    );
  });

  test('names the environment variable of each password', () => {
    const text = printJson({
      servers: { 'orders-prod': { password: 'hunter2', sslkey: '-----BEGIN PRIVATE KEY-----' } },
      roles: [{ server: 'orders-prod', name: 'apono_connector', password_wo: 'hunter3' }],
      integrations: [
        { name: 'x', type: 'postgresql', secret_store: { apono: { parameters: { username: 'hunter4' } } } },
        { name: 'y', type: 'postgresql', hostname: { $template: '${var.host}' } },
      ],
    });
    expect(text).not.toMatch(/hunter|PRIVATE/);
    expect(JSON.parse(text)).toEqual({
      servers: { 'orders-prod': { password_env: 'ORDERS_PROD_PASSWORD' } },
      roles: [{ server: 'orders-prod', name: 'apono_connector', password_env: 'APONO_CONNECTOR_PASSWORD' }],
      integrations: [
        {
          name: 'x',
          type: 'postgresql',
          secret_store: { apono: { parameters: { username: '' }, parameters_version: 1 } },
        },
        { name: 'y', type: 'postgresql', hostname: '${var.host}' },
      ],
    });
  });
});
