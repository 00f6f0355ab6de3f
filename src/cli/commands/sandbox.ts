import { startSandbox } from '../../apono/sandbox';
import { type Problem, ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { readJson } from '../input';
import { stoppable, untilStopped } from '../stoppable';

interface Options {
  readonly port: string;
  readonly host: string;
  readonly token: string;
  readonly state?: string;
  readonly faults?: string;
  readonly catalog?: string;
  readonly identities?: string;
  readonly json?: boolean;
}

/** `aponopg sandbox`: runs until it is told to stop. */
export const sandbox: Action = ([given], out, env) =>
  // From the beginning: who reads the URL may want it stopped at once.
  stoppable(async (signal) => {
    const options = given as Options;
    const token = env[options.token];
    const running = await startSandbox({
      port: portOf(options.port),
      host: options.host,
      ...(token ? { token } : { anyToken: true }),
      ...(options.state !== undefined && { stateFile: options.state }),
      ...(options.catalog !== undefined && { catalog: readJson(options.catalog, 'catalog') }),
      ...(options.identities !== undefined && { identities: readJson(options.identities, 'identities') }),
      ...(options.faults !== undefined && { faults: faultsOf(options.faults) }),
    });
    if (running.exposed) out.problems([exposed(options.host)]);
    if (options.json) {
      out.json({ url: running.url, token: token ? options.token : 'any' });
    } else {
      out.result(
        [
          `The Apono sandbox listens on ${running.url}`,
          `export APONO_ENDPOINT=${running.url}`,
          token ? `It takes the token in ${options.token}.` : 'It takes any token: export APONO_PERSONAL_TOKEN=trial',
        ].join('\n'),
      );
    }
    await untilStopped(signal);
    await running.close();
    return 0;
  });

function exposed(host: string): Problem {
  return {
    severity: 'warning',
    code: 'SANDBOX_EXPOSED',
    path: ['host'],
    what: 'The sandbox can be reached from other machines, without TLS',
    value: host,
    next: 'Leave --host out, unless other machines are meant to reach it; give it a token of its own then.',
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ProblemError(
    problem('INVALID_VALUE', ['port'], '`port` must be a whole number from 0 to 65535', {
      value: text,
      allowed: 'a whole number from 0 to 65535; 0 takes a free port',
    }),
  );
}

function faultsOf(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Said below, in the same words as for JSON of another kind.
  }
  throw new ProblemError(
    problem('INVALID_VALUE', ['faults'], '`faults` must be a JSON object', {
      value: text,
      allowed: '{"latency_ms": 500} and its like',
    }),
  );
}
