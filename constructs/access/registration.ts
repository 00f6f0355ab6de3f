import type { Construct } from 'constructs';
import { type Description, objectShapeOf, previewProblems } from '../../src/metadata';
import { problem } from '../../src/problem';
import { uniqueInTenant } from '../checks/unique-name';
import { userData } from '../checks/user-text';
import { refuse, refuseOther, validate, withTokensUnknown } from '../checks/validation';
import type { Handler } from '../handler';
import { AponopgProvider } from '../l1/aponopg-provider';
import { attributeValues } from '../l1/attributes';

/** Who makes an access flow, a bundle or an access scope at Apono. */
export interface RegistrationOptions {
  /**
   * `aponopg` makes it through this package's provider; `apono-provider` emits the resource of the official provider,
   * for teams that want that one in their state: validated at synth all the same, but not held against the tenant at plan.
   * @default that of the integration that the access is granted on, else aponopg
   */
  readonly registration?: 'aponopg' | 'apono-provider' | undefined;
  /**
   * The provider block that makes it.
   * @default that of the integration that the access is granted on, else the stack's own
   */
  readonly provider?: AponopgProvider | undefined;
  /**
   * What makes it.
   * @default that of the integration that the access is granted on, else Handler.provider()
   */
  readonly handler?: Handler | undefined;
}

/** What is made, as both providers are told of it. */
interface Wanted<Arguments> {
  readonly description: Description;
  readonly args: Arguments;
  /** The props whose names are not the attributes' own, by attribute. */
  readonly names?: Readonly<Record<string, string>>;
  /** What people call it. */
  readonly what: string;
}

/** How each provider's resource is made. */
interface Makers<Arguments, Own, Official> {
  own(config: Arguments & { provider?: AponopgProvider }): Own;
  official(values: Readonly<Record<string, unknown>>): Official;
}

/**
 * Makes the resource of the one provider or of the other.
 *
 * @throws ProblemError for what is wrong with the arguments, or too new for the official provider
 */
export function registered<Arguments extends { readonly name: string }, Own, Official>(
  construct: Construct,
  { registration = 'aponopg', provider, handler }: RegistrationOptions,
  { description, args, names, what }: Wanted<Arguments>,
  make: Makers<Arguments, Own, Official>,
): Own | Official {
  refuseOther(construct, 'registration', registration, ['aponopg', 'apono-provider']);
  validate(construct, description, args, names);
  uniqueInTenant(construct, what, args.name);
  if (registration === 'apono-provider') {
    const values = attributeValues(objectShapeOf(description.schema), userData(args));
    const [first] = previewProblems(withTokensUnknown(values) as Record<string, unknown>);
    if (first !== undefined) refuse(construct, [newerThanOfficial(first.path, first.what)]);
    return make.official(values);
  }
  const own = providerOf(construct, provider, handler);
  const isDefault = provider === undefined && own.handler.kind === 'provider';
  return make.own({ ...userData(args), ...(!isDefault && { provider: own }) });
}

function providerOf(
  construct: Construct,
  provider: AponopgProvider | undefined,
  handler: Handler | undefined,
): AponopgProvider {
  const isOf = provider !== undefined && (handler === undefined || provider.handler.kind === handler.kind);
  return isOf ? provider : AponopgProvider.of(construct, handler);
}

function newerThanOfficial(path: readonly (string | number)[], what: string) {
  return problem('CONFLICTING_VALUES', path, `${what}, and than the official provider 1.9.1`, {
    allowed: "what that provider knows; or registration: 'aponopg', with `preview`",
    next: 'Leave it out, or leave out `registration`.',
  });
}
