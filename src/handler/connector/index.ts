import { check, connector, isUnknown } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerDataSource } from '../handler-resource';

/** `data aponopg_connector`. */
export const connectorDataSource: HandlerDataSource = {
  description: connector,

  validate: (config) => check(connector, config),

  async read(config, context) {
    const client = context.apono();
    if (isUnknown(client)) {
      throw new ProblemError(
        problem(
          'CONFIGURATION_UNKNOWN',
          ['id'],
          "The connector cannot be read: Apono's endpoint or token is not known yet",
          {
            next: 'Give them by APONO_ENDPOINT and APONO_PERSONAL_TOKEN, or apply what they come from first (`-target`).',
          },
        ),
      );
    }
    const { waitForConnector }: typeof import('../../apono') = require('../../apono');
    const minimumVersion = config.minimum_version as string | null | undefined;
    const needs = { path: ['id'], ...(minimumVersion && { minimumVersion }) };
    const seconds = Number(config.wait_seconds ?? 0);
    const options = { seconds, signal: context.signal };
    const { connector: found, problems } = await waitForConnector(client, String(config.id), needs, options).catch(
      namedById,
    );
    return {
      values: {
        ...config,
        registered_id: found.id,
        name: found.name,
        status: found.status,
        version: found.version,
        is_latest_version: found.is_latest_version,
        cloud_provider_type: found.cloud_provider_type,
      },
      problems,
    };
  },
};

/** The client speaks of `connector_id`, as resources call it. */
function namedById(error: unknown): never {
  if (!(error instanceof ProblemError)) throw error;
  const path = (each: Problem) => (each.path[0] === 'connector_id' ? ['id'] : each.path);
  throw new ProblemError(error.problems.map((each) => ({ ...each, path: path(each) })));
}
