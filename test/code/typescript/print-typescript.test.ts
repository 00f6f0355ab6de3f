import fc from 'fast-check';
import { printHcl, printTypeScript, readStack } from '../../../src/code';
import { parseHcl } from '../../../src/code/parse';
import { IS_QUICK } from '../../support/tier';
import { canonical } from '../canonical';
import { synthesize, typeErrors } from './programs';
import { validProject } from './valid-project';

jest.mock('../../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

describe('a project as TypeScript', () => {
  const projects = fc.sample(validProject, { numRuns: IS_QUICK ? 5 : 15, seed: 5 });
  const programs = projects.map((project) => printTypeScript(project));

  test('compiles under strict', () => {
    const importing = projects.slice(0, 10).map((project) => printTypeScript(project, { importBlocks: true }));
    expect(typeErrors([...programs, ...importing])).toEqual([]);
  });

  test('synthesizes to the same resources', () => {
    programs.forEach((program, index) => {
      const { document } = readStack(synthesize(program));
      expect(canonical(document)).toEqual(canonical(projects[index] ?? {}));
    });
  });

  test('goes from the construct to HCL, and parses back to the same resources', async () => {
    for (const [index, program] of programs.entries()) {
      const text = printHcl(readStack(synthesize(program)).document);
      const { document } = readStack(await parseHcl(text));
      expect(canonical(document)).toEqual(canonical(projects[index] ?? {}));
    }
  });

  test('is written for cdktn just so, but for what is imported', () => {
    for (const [index, program] of programs.entries()) {
      const other = printTypeScript(projects[index] ?? {}, { core: 'cdktn' });
      const imports = /^import \{[^}]*\} from '([^']*)';\n/gm;
      expect(other.replace(imports, '')).toBe(program.replace(imports, ''));
      const packages = [...other.matchAll(imports)].map(([, from]) => from);
      expect(new Set(packages)).toEqual(new Set(['cdktf-apono-postgresql/cdktn', 'cdktn']));
    }
  });

  test('imports what exists, and has Terraform forget what it replaces', () => {
    const program = printTypeScript(
      {
        servers: { main: { host: 'db.internal' } },
        roles: [{ server: 'main', name: 'reader' }],
        grants: [
          {
            server: 'main',
            database: 'a,b',
            grants: { database: { grantees: ['reader'], on: 'database', privileges: ['CONNECT'] } },
          },
        ],
        integrations: [
          {
            id: '5f6c',
            name: 'Orders',
            type: 'postgresql',
            connector_id: 'c',
            connected_resource_types: ['postgresql-database'],
            hostname: 'db.internal',
            secret_store: { aws: { region: 'us-east-1', secret_id: 's' } },
          },
        ],
      },
      { importBlocks: true, removed: ['apono_integration.orders'] },
    );
    expect(typeErrors([program])).toEqual([]);
    const stack = synthesize(program) as { import: { id: string }[]; removed: unknown };
    expect(stack.import.map(({ id }) => id).sort()).toEqual(['5f6c', 'main/"a,b"/reader', 'main/reader']);
    expect(stack.removed).toEqual([{ from: 'apono_integration.orders', lifecycle: { destroy: false } }]);
  });
});
