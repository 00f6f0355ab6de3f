import { role as description, objectShapeOf } from '../../metadata';
import { block, type Item } from '../hcl';
import type { Known, RoleDocument } from '../project-document';
import { describedExpressions } from './described-expressions';
import { attributes, comments, type Draft } from './draft';
import { textOf } from './value';

/** `aponopg_role`. */
export function roleBlock(role: RoleDocument, name: string, draft: Draft): Item[] {
  const values = describedExpressions(objectShapeOf(description.schema), role, {
    special: { 'member_of.role': (group) => ({ role: draft.role(role.server, group as Known<string>) }) },
    secret: draft.secretsOf(name, `the role ${textOf(role.name)}`),
  });
  const { password_wo, password_verifier_wo, password_env } = role;
  const given = [password_wo, password_verifier_wo, password_env].some((each) => each !== undefined);
  const hasNoPassword = role.login === true && !given;
  const notes = hasNoPassword
    ? [
        'To manage the password too, add password_env, or password_wo with password_wo_version (Terraform 1.11 and later).',
      ]
    : [];
  return [...comments(notes), block('resource', [description.name, name], attributes(values))];
}
