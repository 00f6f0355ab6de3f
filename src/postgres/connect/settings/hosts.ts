import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { ProblemError, problem, rememberSecret } from '../../../problem';
import type { HostPlan } from './connection-plan';
import { passwordFromFile } from './password-file';
import type { Settings } from './settings';

const DEFAULT_PORT = 5432;
/** Where servers put their socket: as packaged, and as built from source. */
const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

/**
 * The hosts of the comma-separated lists, each with its port and password.
 *
 * @throws ProblemError INVALID_VALUE when the lists have different lengths, or hold what is no port or address
 */
export function planHosts(
  settings: Settings,
  sign: { readonly user: string; readonly database: string; readonly passfile: string; readonly withPassword: boolean },
): HostPlan[] {
  const names = split(settings.get('host'));
  const addresses = split(settings.get('hostaddr'));
  const count = Math.max(names.length, addresses.length, 1);
  const ports = split(settings.get('port'));
  if (names.length > 0) checkLength('host', names, count);
  if (addresses.length > 0) checkLength('hostaddr', addresses, count);
  if (ports.length > 1) checkLength('port', ports, count);
  return Array.from({ length: count }, (_, index) => {
    const port = parsePort(ports[ports.length > 1 ? index : 0] ?? '');
    const place = planPlace(names[index] ?? '', addresses[index] ?? '', port);
    const key = { host: place.passwordHost, port, database: sign.database, user: sign.user };
    const given = sign.withPassword ? settings.get('password') : undefined;
    const found = given === undefined && sign.withPassword ? passwordFromFile(sign.passfile, key) : {};
    if (found.password !== undefined && found.password !== sign.user) rememberSecret(found.password);
    return {
      name: place.name,
      certificateName: place.certificateName,
      address: place.address,
      port,
      socket: place.socket,
      password: given ?? found.password,
      passfileNote: found.note,
    };
  });
}

interface Place extends Pick<HostPlan, 'name' | 'certificateName' | 'address' | 'socket'> {
  /** The name that the password file has it under. */
  readonly passwordHost: string;
}

function planPlace(name: string, address: string, port: number): Place {
  if (address !== '') {
    if (isIP(address) === 0) {
      throw invalid('hostaddr', 'This is no numeric address', address, 'an IPv4 or IPv6 address; names go in host');
    }
    return { name: name || address, certificateName: name, address, socket: undefined, passwordHost: name || address };
  }
  if (name.startsWith('@')) {
    throw new ProblemError(
      problem('PG_PARAMETER_UNSUPPORTED', ['host'], 'Sockets in the abstract namespace are not supported', {
        value: name,
      }),
    );
  }
  if (name === '' && process.platform === 'win32') {
    return {
      name: 'localhost',
      certificateName: 'localhost',
      address: undefined,
      socket: undefined,
      passwordHost: 'localhost',
    };
  }
  const folder = name === '' ? defaultFolder(port) : name;
  if (!isAbsolute(folder)) {
    return { name, certificateName: name, address: undefined, socket: undefined, passwordHost: name };
  }
  const passwordHost = SOCKET_FOLDERS.includes(folder) ? 'localhost' : folder;
  return { name: folder, certificateName: '', address: undefined, socket: socketPath(folder, port), passwordHost };
}

function defaultFolder(port: number): string {
  return SOCKET_FOLDERS.find((folder) => existsSync(socketPath(folder, port))) ?? SOCKET_FOLDERS[0] ?? '/tmp';
}

function socketPath(folder: string, port: number): string {
  return join(folder, `.s.PGSQL.${port}`);
}

function split(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(',').map((each) => each.trim());
}

function checkLength(member: string, list: readonly string[], count: number): void {
  if (list.length === count) return;
  throw invalid(
    member,
    `${list.length} values do not fit ${count} hosts`,
    list.join(','),
    'as many as there are hosts',
  );
}

function parsePort(text: string): number {
  if (text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw invalid('port', 'This is no port', text, 'a whole number from 1 to 65535');
}

function invalid(member: string, what: string, value: string, allowed: string): ProblemError {
  return new ProblemError(problem('INVALID_VALUE', [member], what, { value, allowed }));
}
