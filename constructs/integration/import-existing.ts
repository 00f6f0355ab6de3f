import type { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { roleImportId } from '../../src/code/print';
import { problem } from '../../src/problem';
import { userText } from '../checks/user-text';
import { refuse } from '../checks/validation';
import type { IPostgresqlServer } from '../server-reference';

/** Has Terraform take over what has this id. */
export function importResource(construct: IConstruct, resource: TerraformResource, id: string): void {
  if (resource.terraformResourceType === 'null_resource') {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['handler'], 'With Handler.nullResource() Terraform has nothing to import', {
        allowed: 'importExisting with Handler.provider()',
        next: 'Take it over by `aponopg import` instead.',
      }),
    ]);
  }
  resource.importFrom(id);
}

/** The role of this name. */
export function importRole(
  role: IConstruct & {
    readonly server: IPostgresqlServer;
    readonly resource: TerraformResource & { readonly arguments: { readonly name: string } };
  },
): void {
  // As the resource has it, so that expressions are escaped alike.
  importResource(
    role,
    role.resource,
    roleImportId({ server: userText(role.server.serverName), name: role.resource.arguments.name }),
  );
}
