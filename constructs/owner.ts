import { Identity } from './access/identity';
import { refuseWrongCall } from './checks/validation';

/** Where an owner is known. */
export interface OwnerOptions {
  /**
   * The identity provider integration that knows the owner, by name or id.
   * @example "Okta"
   * @default Apono's own users and groups
   */
  readonly source?: string | undefined;
}

/** Who approves when no resource owner is found: an `Identity` that is told by values. */
export class IntegrationOwner extends Identity {
  /**
   * Users, by e-mail or id.
   *
   * @example
   * IntegrationOwner.users(['ada@acme.example'])
   */
  static override users(users: readonly string[], options: OwnerOptions = {}): IntegrationOwner {
    refuseWrongCall('IntegrationOwner.users', 'IntegrationOwner.users()', { users, options });
    return new IntegrationOwner('user', users, options.source);
  }

  /**
   * Groups, by the identity provider's id.
   *
   * @example
   * IntegrationOwner.groups(['dba'], { source: 'Okta' })
   */
  static override groups(groups: readonly string[], options: OwnerOptions = {}): IntegrationOwner {
    refuseWrongCall('IntegrationOwner.groups', 'IntegrationOwner.groups()', { groups, options });
    return new IntegrationOwner('group', groups, options.source);
  }

  /**
   * Any attribute that the tenant knows, spelt as there: `manager`, `pagerduty_shift` ...
   *
   * @example
   * IntegrationOwner.attribute('pagerduty_shift', ['dba-primary'], { source: 'PagerDuty' })
   */
  static override attribute(
    attributeType: string,
    values: readonly string[],
    options: OwnerOptions = {},
  ): IntegrationOwner {
    refuseWrongCall('IntegrationOwner.attribute', 'IntegrationOwner.attribute()', { attributeType, values, options });
    return new IntegrationOwner(attributeType, values, options.source);
  }
}

/** How each resource names its own owner: by a tag in the cloud. */
export class ResourceOwner {
  /**
   * The tag's value names a user.
   *
   * @param keyName the tag's key
   * @example
   * ResourceOwner.user('owner')
   */
  static user(keyName: string, options: OwnerOptions = {}): ResourceOwner {
    refuseWrongCall('ResourceOwner.user', 'ResourceOwner.user()', { keyName, options });
    return new ResourceOwner('user', keyName, options.source);
  }

  /**
   * The tag's value names a group.
   *
   * @param keyName the tag's key
   * @example
   * ResourceOwner.group('owner', { source: 'Okta' })
   */
  static group(keyName: string, options: OwnerOptions = {}): ResourceOwner {
    refuseWrongCall('ResourceOwner.group', 'ResourceOwner.group()', { keyName, options });
    return new ResourceOwner('group', keyName, options.source);
  }

  /**
   * The tag's value is any attribute that the tenant knows, spelt as there.
   *
   * @param keyName the tag's key
   */
  static attribute(attributeType: string, keyName: string, options: OwnerOptions = {}): ResourceOwner {
    refuseWrongCall('ResourceOwner.attribute', 'ResourceOwner.attribute()', { attributeType, keyName, options });
    return new ResourceOwner(attributeType, keyName, options.source);
  }

  private constructor(
    /** What the tag holds: `user`, `group` or another attribute of the tenant. */
    readonly attributeType: string,
    /** The tag's key. */
    readonly keyName: string,
    /** The identity provider integration that knows the owner. */
    readonly sourceIntegrationName: string | undefined,
  ) {}
}
