import { join } from 'node:path';
import ts from 'typescript';
import { constructsProgram } from '../../scripts/generate/constructs-program';

const PLACE = 'test/constructs/privileges-snippets.ts';
const BEFORE = `
import { anyPrivileges, anyResourceTypes, Database, DatabaseRole, ResourceType } from '../../constructs';
declare const database: Database;
const role = DatabaseRole.PUBLIC;
const app = database.schema('app');
const types: readonly ResourceType[] = [];
const named: string[] = [];
void [anyPrivileges, anyResourceTypes, role, app, types, named];
`;

/** What the compiler says of each line, if anything. */
function compiled(lines: readonly string[]): Record<string, string> {
  const text = `${BEFORE}${lines.map((line) => `${line};`).join('\n')}`;
  const path = join(__dirname, '../..', PLACE);
  const program = constructsProgram([path], { [PLACE]: text });
  const file = program.getSourceFile(path);
  const said = program.getSemanticDiagnostics(file).map(({ start = 0, messageText }) => {
    const line = text.slice(0, start).split('\n').length - BEFORE.split('\n').length;
    return [lines[line] ?? `before the lines`, ts.flattenDiagnosticMessageText(messageText, ' ')];
  });
  return Object.fromEntries(said);
}

/** Each: a call that must not compile, and what the compiler says. */
const REFUSED = {
  "database.grant(role, ['CONECT'])": `Type '"CONECT"' is not assignable to type 'DatabasePrivilege'. Did you mean '"CONNECT"'?`,
  "database.grant(role, ['SELECT'])": `Type '"SELECT"' is not assignable to type 'DatabasePrivilege'.`,
  "app.grant(role, ['EXECUTE'])": `Type '"EXECUTE"' is not assignable to type 'SchemaPrivilege'.`,
  "app.table('orders').grant(role, ['EXECUTE'])": `Type '"EXECUTE"' is not assignable to type 'TablePrivilege'.`,
  "app.allTables().grant(role, ['USAGE'])": `Type '"USAGE"' is not assignable to type 'TablePrivilege'.`,
  "app.sequence('ids').grant(role, ['DELETE'])": `Type '"DELETE"' is not assignable to type 'SequencePrivilege'.`,
  "app.sequence('ids').grant(role, ['SELECT'], { columns: ['id'] })":
    "Object literal may only specify known properties, and 'columns' does not exist in type 'GrantOptions'.",
  "app.allTables().grant(role, ['SELECT'], { columns: ['id'] })":
    "Object literal may only specify known properties, and 'columns' does not exist in type 'AllGrantOptions'.",
  "app.table('orders').grant(role, ['SELECT'], { except: ['log'] })":
    "Object literal may only specify known properties, and 'except' does not exist in type 'TableGrantOptions'.",
  "app.function('f()').grant(role, ['SELECT'])": `Type '"SELECT"' is not assignable to type 'FunctionPrivilege'.`,
  "app.futureTables(role).grant(role, ['EXECUTE'])": `Type '"EXECUTE"' is not assignable to type 'TablePrivilege'.`,
  "database.parameter('work_mem').grant(role, ['ALTER'])": `Type '"ALTER"' is not assignable to type 'ParameterPrivilege'.`,
  "database.grantReadOnly(role, { schemas: ['app'] })": `Argument of type '{ schemas: string[]; }' is not assignable to parameter of type 'AccessOptions'.   Property 'owners' is missing in type '{ schemas: string[]; }' but required in type 'AccessOptions'.`,
  'app.allTables().grant(role, named)': `Argument of type 'string[]' is not assignable to parameter of type 'readonly TablePrivilege[]'.   Type 'string' is not assignable to type 'TablePrivilege'.`,
  "types.concat(['postgresql-tabel'])": undefined,
} as const;

const ACCEPTED = [
  "database.grant(role, ['CONNECT', 'TEMPORARY'])",
  'database.grant(role, [])',
  "app.table('orders').grant(role, ['SELECT'], { columns: ['id'], withGrantOption: true }).applyBefore(database)",
  "app.allTables().grant(role, ['ALL'], { except: ['log'], extensions: 'skip' })",
  "app.table('orders').grant(role, ['SELECT', ...anyPrivileges(named)])",
  "database.grantReadOnly(role, { schemas: ['app', app], owners: [role] })",
  "types.concat([ResourceType.TABLE, 'postgresql-role', ...anyResourceTypes(['postgresql-view'])])",
];

test('a privilege that a kind of object does not have does not compile, nor does an option', () => {
  const said = compiled([...Object.keys(REFUSED), ...ACCEPTED]);
  for (const [line, message] of Object.entries(REFUSED)) {
    expect({ line, said: said[line] }).toEqual({ line, said: message ?? expect.stringContaining('postgresql-tabel') });
  }
  expect(Object.keys(said).filter((line) => !(line in REFUSED))).toEqual([]);
});
