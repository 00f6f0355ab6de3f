import type { GrantMembership, MembershipOptions, MembershipStatement } from '../membership';
import { FLAGS, type FlagName } from '../roles/role-spec';
import type { RoleAttributes, RoleStatement } from '../roles/role-statement';
import { isList } from '../roles/settings';
import { NotOurs, type TokenReader } from './token-reader';

/** What stands after GRANT, where it is about memberships. */
export function parseGrantMembership(tokens: TokenReader): GrantMembership {
  const roles = tokens.names();
  tokens.must('TO');
  const member = tokens.name();
  const given = tokens.passes('WITH', 'ADMIN', 'OPTION') ? { adminOption: true as const } : optionsOf(tokens);
  return { do: 'grant membership', roles, member, ...given, ...grantor(tokens) };
}

/** What stands after REVOKE, where it is about memberships. */
export function parseRevokeMembership(tokens: TokenReader): MembershipStatement {
  const adminOption = tokens.passes('ADMIN', 'OPTION', 'FOR');
  const roles = tokens.names();
  tokens.must('FROM');
  const member = tokens.name();
  const by = grantor(tokens);
  const cascade = tokens.passes('CASCADE');
  return {
    do: 'revoke membership',
    roles,
    member,
    ...(adminOption && { adminOption }),
    ...by,
    ...(cascade && { cascade }),
  };
}

function optionsOf(tokens: TokenReader): Pick<GrantMembership, 'options'> {
  if (!tokens.passes('WITH')) return {};
  const options: Partial<Record<keyof MembershipOptions, boolean>> = {};
  tokens.list(() => {
    const name = (['admin', 'inherit', 'set'] as const).find((each) => tokens.passes(each.toUpperCase()));
    if (name === undefined) throw new NotOurs();
    options[name] = tokens.passes('TRUE');
    if (!options[name]) tokens.must('FALSE');
  });
  return { options };
}

function grantor(tokens: TokenReader): { grantor?: string } {
  return tokens.passes('GRANTED', 'BY') ? { grantor: tokens.name() } : {};
}

/** What stands after CREATE ROLE. */
export function parseCreateRole(tokens: TokenReader): RoleStatement {
  return { do: 'create role', role: tokens.name(), ...attributes(tokens) };
}

/** What stands after ALTER ROLE. */
export function parseAlterRole(tokens: TokenReader): RoleStatement {
  const role = tokens.name();
  if (tokens.passes('RENAME', 'TO')) return { do: 'rename role', role, to: tokens.name() };
  const where = tokens.passes('IN', 'DATABASE') ? { database: tokens.name() } : {};
  if (tokens.passes('RESET')) return { do: 'reset setting', role, ...where, setting: settingNamed(tokens) };
  if (tokens.passes('SET')) {
    const setting = settingNamed(tokens);
    tokens.must('TO');
    return { do: 'set setting', role, ...where, setting, value: settingValue(tokens, setting) };
  }
  return { do: 'alter role', role, ...attributes(tokens) };
}

/** What stands after COMMENT ON ROLE. */
export function parseComment(tokens: TokenReader): RoleStatement {
  const role = tokens.name();
  tokens.must('IS');
  return { do: 'comment', role, comment: tokens.passes('NULL') ? null : tokens.text() };
}

/** What stands after REASSIGN OWNED BY. */
export function parseReassign(tokens: TokenReader): { do: 'reassign owned'; role: string; to: string } {
  const role = tokens.name();
  tokens.must('TO');
  return { do: 'reassign owned', role, to: tokens.name() };
}

function attributes(tokens: TokenReader): RoleAttributes {
  const flags: Partial<Record<FlagName, boolean>> = {};
  let more: Omit<RoleAttributes, 'flags'> = {};
  if (tokens.passes('WITH')) {
    while (!tokens.atEnd()) {
      if (tokens.passes('CONNECTION', 'LIMIT')) more = { ...more, connection_limit: Number(tokens.number()) };
      else if (tokens.passes('VALID', 'UNTIL')) more = { ...more, valid_until: tokens.text() };
      else if (tokens.passes('PASSWORD')) more = { ...more, password: password(tokens) };
      else {
        const flag = FLAGS.find(({ keyword }) => [keyword, `NO${keyword}`].some((each) => tokens.nextIsWord(each)));
        if (flag === undefined) throw new NotOurs();
        flags[flag.name] = tokens.word() === flag.keyword;
      }
    }
  }
  return { flags, ...more };
}

function password(tokens: TokenReader): 'set' | 'removed' {
  if (tokens.passes('NULL')) return 'removed';
  tokens.text();
  return 'set';
}

function settingNamed(tokens: TokenReader): string {
  const parts = [tokens.name()];
  while (tokens.passesMark('.')) parts.push(tokens.name());
  return parts.join('.');
}

function settingValue(tokens: TokenReader, setting: string): string {
  const items = tokens.list(() => (tokens.nextIs('name') ? tokens.name() : tokens.text()));
  if (isList(setting)) return items.map((each) => `"${each.replaceAll('"', '""')}"`).join(', ');
  const [only, ...more] = items;
  if (only === undefined || more.length > 0) throw new NotOurs();
  return only;
}
