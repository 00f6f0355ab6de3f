/** Who approves when no resource owner is found. */
export class IntegrationOwner {
  /**
   * Users, by e-mail or id.
   *
   * @param sourceIntegrationName the identity provider that knows them; default: Apono
   */
  static users(users: readonly string[], sourceIntegrationName?: string): IntegrationOwner {
    return new IntegrationOwner('user', users, sourceIntegrationName);
  }

  /** Groups, by the identity provider's id. */
  static groups(groups: readonly string[], sourceIntegrationName?: string): IntegrationOwner {
    return new IntegrationOwner('group', groups, sourceIntegrationName);
  }

  /** Any attribute that the tenant knows, spelt as there: `manager`, `pagerduty_shift` ... */
  static attribute(attributeType: string, values: readonly string[], sourceIntegrationName?: string): IntegrationOwner {
    return new IntegrationOwner(attributeType, values, sourceIntegrationName);
  }

  private constructor(
    readonly attributeType: string,
    readonly attributeValues: readonly string[],
    readonly sourceIntegrationName: string | undefined,
  ) {}
}

/** How each resource names its own owner: by a tag in the cloud. */
export class ResourceOwner {
  /**
   * The tag's value names a user.
   *
   * @param keyName the tag's key
   */
  static user(keyName: string, sourceIntegrationName?: string): ResourceOwner {
    return new ResourceOwner(keyName, 'user', sourceIntegrationName);
  }

  /** The tag's value names a group. */
  static group(keyName: string, sourceIntegrationName?: string): ResourceOwner {
    return new ResourceOwner(keyName, 'group', sourceIntegrationName);
  }

  /** The tag's value is any attribute that the tenant knows, spelt as there. */
  static attribute(attributeType: string, keyName: string, sourceIntegrationName?: string): ResourceOwner {
    return new ResourceOwner(keyName, attributeType, sourceIntegrationName);
  }

  private constructor(
    readonly keyName: string,
    readonly attributeType: string,
    readonly sourceIntegrationName: string | undefined,
  ) {}
}
