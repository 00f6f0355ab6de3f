import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A key and the certificate that goes with it. */
export interface Identity {
  /** PKCS #8, PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** The certificate's bytes. */
  readonly der: Buffer;
}

/**
 * Makes a P-256 key and a certificate for `localhost`, signed with that same key, for both ends of a TLS connection; the
 * form Terraform expects of a plugin (RFC 5280). Valid from 30 seconds ago, for clocks that differ, for ten years.
 */
export function selfSignedIdentity(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = certificateFor(privateKey, publicKey);
  const base64 = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    der,
  };
}

function certificateFor(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const now = Date.now();
  const name = sequence(set(sequence(oid(0x55, 0x04, 0x03), der(UTF8_STRING, Buffer.from('localhost')))));
  const content = sequence(
    der(context(0), integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now - 30_000), time(now + TEN_YEARS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      context(3),
      sequence(
        critical(oid(0x55, 0x1d, 0x0f), bits(2, 0xac)), // digital signature, key encipherment and agreement, signing
        extension(oid(0x55, 0x1d, 0x25), sequence(SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION)),
        critical(oid(0x55, 0x1d, 0x13), sequence(der(BOOLEAN, Buffer.of(0xff)))), // an authority: it signed itself
        extension(oid(0x55, 0x1d, 0x11), sequence(der(DNS_NAME, Buffer.from('localhost')))),
      ),
    ),
  );
  return sequence(content, ECDSA_WITH_SHA256, bits(0, ...sign('sha256', content, privateKey)));
}

const TEN_YEARS = 10 * 365 * 24 * 3600 * 1000;

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const DNS_NAME = 0x82;

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const SERVER_AUTHENTICATION = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01);
const CLIENT_AUTHENTICATION = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02);

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(SEQUENCE, ...contents);
}

function set(...contents: Buffer[]): Buffer {
  return der(SET, ...contents);
}

function integer(value: Buffer): Buffer {
  return der(INTEGER, value);
}

function oid(...encoded: number[]): Buffer {
  return der(OBJECT_IDENTIFIER, Buffer.from(encoded));
}

function bits(unused: number, ...value: number[]): Buffer {
  return der(BIT_STRING, Buffer.of(unused, ...value));
}

function extension(id: Buffer, value: Buffer): Buffer {
  return sequence(id, der(OCTET_STRING, value));
}

function critical(id: Buffer, value: Buffer): Buffer {
  return sequence(id, der(BOOLEAN, Buffer.of(0xff)), der(OCTET_STRING, value));
}

function context(number: number): number {
  return 0xa0 + number;
}

/** RFC 5280 wants two-digit years up to 2049. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? der(UTC_TIME, Buffer.from(digits.slice(2))) : der(GENERALIZED_TIME, Buffer.from(digits));
}
