import { type ConnectorV3, connectorProblem } from '../../src/apono';

function connector(more: Partial<ConnectorV3> = {}): ConnectorV3 {
  const base = { id: 'Prod', name: 'Prod', status: 'CONNECTED', version: '1.5.0' };
  return { ...base, is_latest_version: true, cloud_provider_type: 'AWS', sessions: [], ...more };
}

function session(version: string | null) {
  return { id: 's', metadata: { connector_version: version }, last_connected_time: '2026-01-01T00:00:00Z' };
}

const codeFor = (more: Partial<ConnectorV3>, minimumVersion = '1.3.0') =>
  connectorProblem(connector(more), { minimumVersion })?.code;

describe('a connector', () => {
  test('will do when it is connected and new enough, however its version is written', () => {
    for (const version of ['1.3.0', 'v1.3', '1.10.0', '2.0.0-rc.1', '1.3.0+build']) {
      expect(codeFor({ version })).toBeUndefined();
    }
  });

  test('will not do when it is older than needed, prereleases included', () => {
    for (const version of ['1.2.9', 'v1.2.10', '0.9', '1.3.0-rc.1']) {
      expect(codeFor({ version })).toBe('APONO_CONNECTOR_TOO_OLD');
    }
  });

  test('is as old as the oldest of its running copies', () => {
    expect(codeFor({ sessions: [session('1.5.0'), session('1.2.0')] })).toBe('APONO_CONNECTOR_TOO_OLD');
    expect(codeFor({ version: 'unknown', sessions: [session(null), session('1.4.0')] })).toBeUndefined();
  });

  test('with a version that cannot be read gets a warning that it was not checked', () => {
    const found = connectorProblem(connector({ version: 'latest' }), { minimumVersion: '1.3.0' });
    expect(found).toMatchObject({ code: 'APONO_CONNECTOR_VERSION', severity: 'warning', value: 'latest' });
  });

  test('that is disconnected is named with where it stands in the input', () => {
    const found = connectorProblem(connector({ status: 'DISCONNECTED' }), {
      path: ['integrations', 0, 'connector_id'],
    });
    expect(found).toMatchObject({ code: 'APONO_CONNECTOR_DISCONNECTED', path: ['integrations', 0, 'connector_id'] });
  });

  test('is not compared with a minimum that is none', () => {
    expect(() => connectorProblem(connector(), { minimumVersion: 'newest' })).toThrow('INVALID_VALUE');
    expect(connectorProblem(connector({ version: 'latest' }))).toBeUndefined();
  });
});
