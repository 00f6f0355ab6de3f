import type { MembershipStatement } from '../membership';
import type { RoleStatement } from './role-statement';
import { settingAssignment, settingKey } from './settings';

/** What a statement does, fact by fact: as texts that are equal for equal facts. For comparing with what was reviewed. */
export function roleFacts(statement: RoleStatement): string[] {
  return facts(statement).map((fact) => JSON.stringify(fact));
}

function facts(statement: RoleStatement): unknown[][] {
  switch (statement.do) {
    case 'create role':
    case 'alter role': {
      const { do: verb, role, flags, ...others } = statement;
      const attributes = Object.entries({ ...flags, ...others });
      return [[verb, role], ...attributes.map((attribute) => [verb, role, ...attribute])];
    }
    case 'grant membership':
    case 'revoke membership':
      return statement.roles.flatMap((role) => membershipFacts(statement, role));
    case 'rename role':
      return [[statement.do, statement.role, statement.to]];
    case 'set setting':
      return [
        [
          statement.do,
          statement.role,
          statement.database ?? null,
          settingKey(statement.setting),
          settingAssignment(settingKey(statement.setting), statement.value),
        ],
      ];
    case 'reset setting':
      return [[statement.do, statement.role, statement.database ?? null, settingKey(statement.setting)]];
    case 'comment':
      return [[statement.do, statement.role, statement.comment]];
  }
}

function membershipFacts(statement: MembershipStatement, role: string): unknown[][] {
  const { do: verb, member, grantor = null, adminOption = false } = statement;
  const membership = [verb, role, member, grantor, adminOption];
  const options = verb === 'grant membership' ? Object.entries(statement.options ?? {}) : [];
  const cascade = verb === 'revoke membership' && statement.cascade ? [[...membership, 'CASCADE']] : [];
  return [membership, ...cascade, ...options.map((option) => [...membership, ...option])];
}
