import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/**
 * Whether a `Host` header names this server by an address of its own. A web page could have the name of its own site
 * lead to this machine (DNS rebinding), and read what is answered there: it then names its site here.
 *
 * @param header as it came; undefined where there was none
 * @param listening the address that is listened on, and the name it was given by
 */
export function isOwnHost(header: string | undefined, listening: AddressInfo, name: string): boolean {
  const parts = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec((header ?? '').toLowerCase());
  if (parts === null || Number(parts[2] ?? 80) !== listening.port) return false;
  const host = (parts[1] as string).replace(/^\[|\]$/g, '');
  return ['localhost', '127.0.0.1', '::1', name.toLowerCase(), ...addressesOf(listening.address)].includes(host);
}

/** Whether other machines can reach what listens on an address. */
export function isExposed(address: string): boolean {
  return !/^(::ffff:)?127\.|^::1$/.test(address);
}

function addressesOf(address: string): string[] {
  if (address !== '0.0.0.0' && address !== '::') return [address];
  return Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map((own) => own.address.toLowerCase()));
}
