import { refuseWrongCall } from '../checks/validation';

/** Where somebody is known, and how the values are compared. */
export interface IdentityOptions {
  /**
   * The identity provider integration that knows them, by name or id.
   * @example "Okta"
   * @default Apono itself
   */
  readonly source?: string | undefined;
  /**
   * How the values are compared. `is` and `is_not` take ids, and of users e-mails; the others look at names.
   * @default is
   */
  readonly match?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | undefined;
}

/** Who is meant, by an attribute: who asks, who is given access, who approves, who owns. */
export class Identity {
  /**
   * Users, by e-mail or id.
   *
   * @example
   * Identity.users(['ada@acme.example'])
   */
  static users(users: readonly string[], options: IdentityOptions = {}): Identity {
    refuseWrongCall('Identity.users', 'Identity.users()', { users, options });
    return new Identity('user', users, options.source, options.match);
  }

  /**
   * A group.
   *
   * @example
   * Identity.group('RND', { source: 'Okta' })
   */
  static group(group: string, options: IdentityOptions = {}): Identity {
    refuseWrongCall('Identity.group', 'Identity.group()', { group, options });
    return new Identity('group', [group], options.source, options.match);
  }

  /**
   * Any of these groups.
   *
   * @example
   * Identity.groups(['dba', 'sre'], { source: 'Okta' })
   */
  static groups(groups: readonly string[], options: IdentityOptions = {}): Identity {
    refuseWrongCall('Identity.groups', 'Identity.groups()', { groups, options });
    return new Identity('group', groups, options.source, options.match);
  }

  /** Whoever manages the one who asks. */
  static manager(): Identity {
    return new Identity('manager');
  }

  /** Whoever owns what is asked for: the resource's owner, else that of the integration. */
  static owner(): Identity {
    return new Identity('Owner');
  }

  /**
   * Any attribute that the tenant knows, spelt as there: `pagerduty_shift`, `department` ...
   *
   * @param values left out where the attribute alone says who is meant
   * @example
   * Identity.attribute('pagerduty_shift', ['dba-primary'], { source: 'PagerDuty' })
   */
  static attribute(attributeType: string, values?: readonly string[], options: IdentityOptions = {}): Identity {
    refuseWrongCall('Identity.attribute', 'Identity.attribute()', { attributeType, values, options });
    return new Identity(attributeType, values, options.source, options.match);
  }

  /** @internal */
  protected constructor(
    /** The attribute that is looked at. */
    readonly attributeType: string,
    /** What it has to be; undefined where the attribute alone says who is meant. */
    readonly attributeValues?: readonly string[] | undefined,
    /** The identity provider integration that knows it. */
    readonly sourceIntegrationName?: string | undefined,
    /** How the values are compared. */
    readonly match?: IdentityOptions['match'],
  ) {}
}
