import type { DeclaredGrants } from '../../../metadata';
import type { Problem } from '../../../problem';
import type { Changes } from '../changes';
import type { FoundIndex } from '../found/found-index';
import type { Wanted } from '../resolve/resolve-grants';
import { guardAclSize } from './guard-acl-size';
import { guardGrantees } from './guard-grantees';
import { guardIgnoredGrantors } from './guard-ignored-grantors';
import { guardOutOfReach } from './guard-out-of-reach';
import { guardOwners } from './guard-owners';
import { guardPassedOn } from './guard-passed-on';
import { guardReach } from './guard-reach';
import { guardSystem } from './guard-system';

/** What is to be said about a plan before anything runs. Pure. */
export function guardGrants(declared: DeclaredGrants, wanted: Wanted, changes: Changes, index: FoundIndex): Problem[] {
  return [
    ...guardGrantees(declared, index),
    ...guardAclSize(changes),
    ...guardReach(declared, wanted, changes, index),
    ...guardPassedOn(changes),
    ...guardOutOfReach(changes, index.found.admin),
    ...guardOwners(wanted),
    ...guardIgnoredGrantors(declared, index),
    ...guardSystem(declared, wanted),
  ];
}
