import { Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { problem, renderProblem } from '../../src/problem';
import { aponoTenantOf } from '../integration/apono-tenant';

const CLAIM = Symbol.for('cdktf-apono-postgresql/name');

/** A name that there can be once, in what it is unique in, and how that is said. */
interface Claim {
  readonly name: string;
  /** Constructs of one `what` must not share a name. */
  readonly what: string;
  readonly allowed: string;
  readonly next: string;
}

/**
 * Has synth refuse two of one kind and of one name in one of Apono's tenants. With different endpoints or tokens they are
 * of different tenants, for instance those of two stacks.
 *
 * @param what the name that is meant, for instance `An integration name`
 */
export function uniqueInTenant(construct: Construct, what: string, name: string): void {
  const claim: Claim = {
    name,
    what,
    allowed: 'a name that no other one of the tenant has',
    next: 'Rename one of them; or give the providers of their stacks the endpoint or token of the tenants that they are for.',
  };
  uniqueName(construct, claim, () => aponoTenantOf(construct));
}

/** @param within what it has to be unique in, once all is made */
function uniqueName(construct: Construct, claim: Claim, within: () => string): void {
  const own = { ...claim, within };
  Object.defineProperty(construct, CLAIM, { value: own });
  if (Token.isUnresolved(claim.name)) return;
  construct.node.addValidation({
    validate: () => {
      const others = construct.node.root.node
        .findAll()
        .filter((each) => each !== construct && isSame(claimOf(each), own));
      if (others.length === 0) return [];
      const places = [construct, ...others].map((each) => each.node.path).join(', ');
      return [
        renderProblem(
          problem('DUPLICATE_NAME', ['name'], `${claim.what} is used more than once: ${places}`, {
            value: claim.name,
            allowed: claim.allowed,
            next: claim.next,
          }),
        ),
      ];
    },
  });
}

type Claimed = Claim & { readonly within: () => string };

function isSame(one: Claimed | undefined, other: Claimed): boolean {
  return one !== undefined && one.name === other.name && one.what === other.what && one.within() === other.within();
}

function claimOf(construct: IConstruct): Claimed | undefined {
  return (construct as unknown as Record<symbol, Claimed | undefined>)[CLAIM];
}
