import { refuseWrongCall } from '../checks/validation';
import { Identity } from './identity';

/** Several identities as one condition: any of them, or all at once. */
export class Identities {
  /**
   * Who is one of them.
   *
   * @example
   * Identities.anyOf(Identity.group('RND', { source: 'Okta' }), Identity.users(['ada@acme.example']))
   */
  static anyOf(...identities: Identity[]): Identities {
    refuseWrongCall('Identities.anyOf', 'Identities.anyOf()', { identities });
    return new Identities('OR', identities);
  }

  /**
   * Who is all of them at once; of approvers: all of them together.
   *
   * @example
   * Identities.allOf(Identity.group('RND', { source: 'Okta' }), Identity.attribute('department', ['Payments']))
   */
  static allOf(...identities: Identity[]): Identities {
    refuseWrongCall('Identities.allOf', 'Identities.allOf()', { identities });
    return new Identities('AND', identities);
  }

  private constructor(
    /** Whether one of them is enough, `OR`, or all are needed, `AND`. */
    readonly logicalOperator: 'OR' | 'AND',
    /** The identities, in order. */
    readonly identities: readonly Identity[],
  ) {}
}

/** One identity or several, as whoever takes them may be given: a list means any of them. */
export function identitiesOf(given: Identity | readonly Identity[] | Identities): Identities {
  if (given instanceof Identities) return given;
  return Identities.anyOf(...(given instanceof Identity ? [given] : given));
}
