import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly serial: number;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  /** Common name. */
  readonly name: string;
  /** Default: itself. */
  readonly issuer?: Certificate;
  readonly dns?: readonly string[];
  readonly ips?: readonly string[];
  /** It may sign others. */
  readonly authority?: boolean;
  /** Days from now. Default: -1 and 30. */
  readonly from?: number;
  readonly until?: number;
}

/** Makes X.509 certificates with nothing but Node, so that no machine needs openssl for the tests. */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = nextSerial++;
  const issuer = options.issuer ?? { name: options.name, privateKey };
  const tbs = sequence(
    tagged(0xa0, integer(2)),
    integer(serial),
    ECDSA_SHA256,
    distinguishedName(issuer.name),
    sequence(time(options.from ?? -1), time(options.until ?? 30)),
    distinguishedName(options.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(options))),
  );
  return {
    cert: pem('CERTIFICATE', signed(tbs, issuer.privateKey)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name: options.name,
    serial,
    privateKey,
  };
}

/** Makes an authority's list of revoked certificates. */
export function makeRevocationList(issuer: Certificate, revoked: readonly Certificate[]): string {
  const entries = revoked.map(({ serial }) => sequence(integer(serial), time(-1)));
  const tbs = sequence(
    integer(1),
    ECDSA_SHA256,
    distinguishedName(issuer.name),
    time(-1),
    time(30),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
  );
  return pem('X509 CRL', signed(tbs, issuer.privateKey));
}

let nextSerial = 1000;
const DAY_MS = 86_400_000;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const tagged = (tag: number, ...parts: readonly Uint8Array[]) => der(tag, ...parts);
const octets = (content: Uint8Array) => der(0x04, content);
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const integer = (value: number) =>
  der(
    0x02,
    Buffer.from([value >> 16, (value >> 8) & 255, value & 255]).subarray(value < 128 ? 2 : value < 32768 ? 1 : 0),
  );
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const TRUE = Buffer.from([0x01, 0x01, 0xff]);

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

function extensions({ dns = [], ips = [], authority = false }: CertificateOptions): Buffer[] {
  const names = [
    ...dns.map((name) => der(0x82, Buffer.from(name))),
    ...ips.map((ip) => der(0x87, Buffer.from(ip.includes(':') ? ipv6(ip) : ip.split('.').map(Number)))),
  ];
  return [
    ...(authority ? [sequence(oid('551d13'), TRUE, octets(sequence(TRUE)))] : []),
    ...(names.length > 0 ? [sequence(oid('551d11'), octets(sequence(...names)))] : []),
  ];
}

function ipv6(text: string): number[] {
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string) =>
    part
      .split(':')
      .filter((each) => each !== '')
      .map((each) => Number.parseInt(each, 16));
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return all.flatMap((group) => [group >> 8, group & 255]);
}

function signed(tbs: Buffer, key: KeyObject): Buffer {
  return sequence(tbs, ECDSA_SHA256, bits(sign('sha256', tbs, key)));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
