import { type Problem, problem } from '../problem';

/** The host belongs to nobody and can be registered by nobody, so no other provider can take this one's place. */
export const PROVIDER_SOURCE = 'apono.internal/community/aponopg';

/**
 * What is wrong with a source address: `HOST/NAMESPACE/aponopg`, or `NAMESPACE/aponopg` of the public registry.
 *
 * @see https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
 */
export function providerSourceProblems(source: string, path: string): Problem[] {
  if (/^([a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\/)?[a-zA-Z0-9][\w-]*\/aponopg$/.test(source)) return [];
  return [
    problem('INVALID_VALUE', [path], `\`${path}\` is no address of this provider`, {
      value: source,
      allowed: 'HOST/NAMESPACE/aponopg: the files of the provider carry the name aponopg',
      next: 'For a private registry give, for instance, app.terraform.io/acme/aponopg.',
    }),
  ];
}
