import { grants as description, objectShapeOf, PUBLIC } from '../../metadata';
import { block, compareText, type Item, list, literal } from '../hcl';
import type { GrantsDocument, Known } from '../project-document';
import { describedExpressions } from './described-expressions';
import { attributes, type Draft } from './draft';
import { expressionOf, textOf } from './value';

/** `aponopg_grants`. */
export function grantsBlock(grants: GrantsDocument, name: string, draft: Draft): Item[] {
  const role = (who: Known<string>) => (who === PUBLIC ? literal(who) : draft.role(grants.server, who));
  const roles = (name: string) => (who: unknown) => {
    if (!Array.isArray(who)) return { [name]: expressionOf(who) };
    return { [name]: list([...who].sort((a, b) => compareText(textOf(a), textOf(b))).map(role)) };
  };
  const values = describedExpressions(objectShapeOf(description.schema), grants, {
    special: {
      'grants.*.grantees': roles('grantees'),
      'default_privileges.*.owners': roles('owners'),
      'default_privileges.*.grantees': roles('grantees'),
    },
    secret: draft.secretsOf(name, `the grants in ${textOf(grants.database)}`),
  });
  return [block('resource', [description.name, name], attributes(values))];
}
