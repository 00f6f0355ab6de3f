import { compareVersions, isVersion } from '../metadata';
import { type Path, type Problem, ProblemError, problem } from '../problem';
import type { ConnectorV3 } from './api-shapes';

/** What is asked of a connector. */
export interface ConnectorNeeds {
  /** The oldest version that will do, for example `1.3.0`; left out: any. */
  readonly minimumVersion?: string;
  /** Where the connector's id stands in the user's input. Default `connector_id`. */
  readonly path?: Path;
}

/**
 * What stands in the way of using a connector: disconnected, or too old. Of several running copies the oldest counts, since
 * any of them may get the work. A version that cannot be read gives a warning, not an error: it was not checked.
 *
 * @throws ProblemError `INVALID_VALUE` when `minimumVersion` itself is no version
 */
export function connectorProblem(connector: ConnectorV3, needs: ConnectorNeeds = {}): Problem | undefined {
  const { minimumVersion, path = ['connector_id'] } = needs;
  if (minimumVersion !== undefined && !isVersion(minimumVersion)) throw badMinimum(minimumVersion);
  const name = `The Apono connector "${connector.id}"`;
  if (connector.status.toUpperCase() !== 'CONNECTED') {
    const since = connector.last_connected ? ` (last connected ${connector.last_connected})` : '';
    return problem('APONO_CONNECTOR_DISCONNECTED', path, `${name} is not connected to Apono${since}`, {
      value: connector.status,
      allowed: 'CONNECTED',
      next: 'Start the connector and see that it reaches Apono over the network, or name another connector',
    });
  }
  if (minimumVersion === undefined) return undefined;
  const version = oldestVersion(connector);
  if (version === undefined) {
    return problem(
      'APONO_CONNECTOR_VERSION',
      path,
      `${name} has a version that cannot be read, so it was not checked`,
      {
        severity: 'warning',
        value: connector.version,
        allowed: `${minimumVersion} or newer`,
        next: 'Look the version up in Apono under Connectors',
      },
    );
  }
  if ((compareVersions(version, minimumVersion) ?? 0) >= 0) return undefined;
  return problem('APONO_CONNECTOR_TOO_OLD', path, `${name} is too old for this integration`, {
    value: version,
    allowed: `${minimumVersion} or newer`,
    next: 'Update the connector (all of its running copies), or name another connector',
  });
}

function oldestVersion(connector: ConnectorV3): string | undefined {
  const running = connector.sessions?.flatMap((session) => session.metadata?.connector_version ?? []) ?? [];
  return [connector.version, ...running].filter(isVersion).sort((one, other) => compareVersions(one, other) ?? 0)[0];
}

function badMinimum(value: string): ProblemError {
  return new ProblemError(
    problem('INVALID_VALUE', ['minimum_version'], 'The minimum version of the connector is not a version', {
      value,
      allowed: 'numbers with dots, for example 1.3.0',
    }),
  );
}
