import { type Path, type Problem, problem } from '../../problem';
import { isGiven, known } from '../unknown';

/**
 * Uses of what is newer than Apono's public API description: whether a tenant takes them cannot be told beforehand, so
 * that they are only sent where `apono.preview` is set.
 */
export function previewProblems(value: Readonly<Record<string, unknown>>): Problem[] {
  const targets = known(value.access_targets);
  const queries = Array.isArray(targets)
    ? targets.flatMap((each, index) =>
        isGiven((known(each) as { query_target?: unknown } | undefined)?.query_target)
          ? [
              refusal(
                ['access_targets', index, 'query_target'],
                '`query_target`',
                'an access scope that holds the query',
              ),
            ]
          : [],
      )
    : [];
  return [
    ...(isGiven(value.space_reference) ? [refusal(['space_reference'], '`space_reference`', 'no space')] : []),
    ...(value.requestor_identity_type === 'AGENT'
      ? [refusal(['requestor_identity_type'], 'The requestor `AGENT`', '`HUMAN`')]
      : []),
    ...queries,
  ];
}

function refusal(path: Path, what: string, instead: string): Problem {
  return problem('APONO_PREVIEW', path, `${what} is newer than Apono's public API description`, {
    allowed: `${instead}; or \`preview = true\` in \`apono\` of the provider, or of the document`,
    next: 'Where the tenant has it, set `apono.preview`. Otherwise Apono would refuse it, or leave it out silently.',
  });
}
