import { printTypeScript, readStack } from '../../../src/code';
import { canonical } from '../canonical';
import { synthesize, typeErrors } from './programs';

jest.mock('../../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

test('a program says what the constructs would not come to of themselves: whose giving is ignored', () => {
  const user = { login: true, superuser: false, createrole: true, comment: "Apono's connector", password_env: 'PW' };
  const project = {
    servers: { main: { host: 'db.internal' } },
    roles: [
      { server: 'main', name: 'apono_connector', ...user },
      { server: 'main', name: 'plain' },
      { server: 'main', name: 'usual', ignore_grantors: ['apono_connector'] },
      { server: 'main', name: 'more', ignore_grantors: ['apono_connector', 'broker'] },
    ],
    grants: [
      {
        server: 'main',
        database: 'a',
        grants: { database: { grantees: ['plain'], on: 'database', privileges: ['CONNECT'] } },
      },
      {
        ...{ server: 'main', database: 'b', ignore_grantors: ['apono_connector'] },
        grants: { database: { grantees: ['usual'], on: 'database', privileges: ['CONNECT'] } },
      },
    ],
  } as const;
  const program = printTypeScript(project);
  expect(typeErrors([program])).toEqual([]);
  expect(program).toContain('new ConnectorUser(');
  expect(program.match(/ignoreGrantors: .*/g)).toEqual([
    ...['ignoreGrantors: [] });', "ignoreGrantors: ['apono_connector', 'broker'] });", 'ignoreGrantors: [] });'],
  ]);
  expect(canonical(readStack(synthesize(program)).document)).toEqual(canonical(project));
});
