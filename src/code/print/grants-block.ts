import { grants as description, objectShapeOf, PUBLIC } from '../../metadata';
import { block, type Item, literal } from '../hcl';
import type { GrantsDocument, Known } from '../project-document';
import { describedExpressions } from './described-expressions';
import { attributes, type Draft } from './draft';
import { textOf } from './value';

/** `aponopg_grants`. */
export function grantsBlock(grants: GrantsDocument, name: string, draft: Draft): Item[] {
  const role = (who: unknown) => (who === PUBLIC ? literal(who) : draft.role(grants.server, who as Known<string>));
  const values = describedExpressions(objectShapeOf(description.schema), grants, {
    special: {
      'grants.grantee': (who) => ({ grantee: role(who) }),
      'default_privileges.owner': (who) => ({ owner: role(who) }),
      'default_privileges.grantee': (who) => ({ grantee: role(who) }),
    },
    secret: draft.secretsOf(name, `the grants in ${textOf(grants.database)}`),
  });
  return [block('resource', [description.name, name], attributes(values))];
}
