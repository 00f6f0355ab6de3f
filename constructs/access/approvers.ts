import { refuseWrongCall } from '../checks/validation';
import { type Identities, identitiesOf } from './identities';
import type { Identity } from './identity';

/** Who approves: one of several, or all of them; each somebody, or several who decide together. */
export class Approvers {
  /**
   * One of them is enough.
   *
   * @example
   * Approvers.anyOf(Identity.owner(), Identity.group('dba', { source: 'Okta' }))
   */
  static anyOf(...approvers: (Identity | Identities)[]): Approvers {
    refuseWrongCall('Approvers.anyOf', 'Approvers.anyOf()', { approvers });
    return new Approvers('ANY_OF', approvers.map(identitiesOf));
  }

  /**
   * Every one of them has to approve.
   *
   * @example
   * Approvers.allOf(Identity.manager(), Identities.anyOf(Identity.owner(), Identity.group('dba', { source: 'Okta' })))
   */
  static allOf(...approvers: (Identity | Identities)[]): Approvers {
    refuseWrongCall('Approvers.allOf', 'Approvers.allOf()', { approvers });
    return new Approvers('ALL_OF', approvers.map(identitiesOf));
  }

  private constructor(
    /** Whether one group of approvers is enough, or every group has to approve. */
    readonly approvalMode: 'ANY_OF' | 'ALL_OF',
    /** The groups, in order. */
    readonly groups: readonly Identities[],
  ) {}
}
