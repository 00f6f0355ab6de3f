import { Construct } from 'constructs';
import { accessScope as description } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { userText } from '../checks/user-text';
import { refuseWrongCall, refuseWrongProps } from '../checks/validation';
import type { AccessScopeSettings } from '../described/access-scope-settings';
import { importResource } from '../integration/import-existing';
import { AponoAccessScope } from '../l1/apono-access-scope';
import type { AponoAccessScopeArguments } from '../l1/apono-access-scope-arguments';
import { AponopgAccessScope } from '../l1/aponopg-access-scope';
import type { IAccessScope } from './access-target';
import { type RegistrationOptions, registered } from './registration';

/** Props of an access scope. */
export interface AccessScopeProps extends AccessScopeSettings, RegistrationOptions {}

/**
 * Resources and permissions that a query finds, under a name.
 *
 * @example
 * new AccessScope(this, 'production', {
 *   name: 'Production databases',
 *   query: aql`resource_type = ${ResourceType.DATABASE} and resource_tag["env"] = ${'prod'}`,
 * });
 */
export class AccessScope extends Construct implements IAccessScope {
  /** Its name at Apono. */
  readonly accessScopeName: string;
  /** The id at Apono, once it is made. */
  readonly accessScopeId: string;
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgAccessScope | AponoAccessScope;

  constructor(scope: Construct, id: string, props: AccessScopeProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'AccessScopeProps', props);
    const { registration, provider, handler, ...args } = props;
    this.resource = registered(
      this,
      { registration, provider, handler },
      { description, args, what: 'The name of an access scope' },
      {
        own: (config) => new AponopgAccessScope(this, 'Resource', config),
        official: (values) => new AponoAccessScope(this, 'Resource', values as unknown as AponoAccessScopeArguments),
      },
    );
    this.accessScopeName = this.resource.name;
    this.accessScopeId = this.resource.id;
  }

  /**
   * Has Terraform take over an access scope that is there already, by an import block. Terraform >= 1.5.
   *
   * @param accessScopeId its id at Apono
   */
  importExisting(accessScopeId: string): void {
    refuseWrongCall(this, 'AccessScope.importExisting()', { accessScopeId });
    importResource(this, this.resource, userText(accessScopeId));
  }
}
