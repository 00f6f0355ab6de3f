import type { SecureVersion } from 'node:tls';
import type { SslMode, TargetSessionAttrs, TokenSignIn } from './server-parameters';

/** Everything needed to connect to one database of one server, with every default filled in. */
export interface ConnectionPlan {
  /** In the order they are tried. */
  readonly hosts: readonly HostPlan[];
  readonly database: string;
  readonly user: string;
  readonly auth: TokenSignIn | undefined;
  readonly tls: TlsPlan;
  readonly channelBinding: 'disable' | 'prefer' | 'require';
  readonly targetSessionAttrs: TargetSessionAttrs;
  /** For each address; 0 waits for ever. */
  readonly connectTimeoutMs: number;
  /** What the start-up message carries besides user and database. */
  readonly startup: Readonly<Record<string, string>>;
}

/** One host of the list. */
export interface HostPlan {
  /** The name for messages; a folder for a socket. */
  readonly name: string;
  /** The name that the server's certificate has to carry; empty when only an address is known. */
  readonly certificateName: string;
  /** A numeric address given in place of a look-up. */
  readonly address: string | undefined;
  readonly port: number;
  /** Path of the Unix-domain socket, when it is one. */
  readonly socket: string | undefined;
  readonly password: string | undefined;
  /** Why a password file that exists was left aside, to be told when the sign-in fails. */
  readonly passfileNote: string | undefined;
}

/** How to encrypt and what to check. Certificates are a path or PEM text. */
export interface TlsPlan {
  readonly mode: SslMode;
  readonly rootCert: string;
  readonly crl: string;
  readonly cert: string;
  readonly key: string;
  /** The file of root certificates that SSL_CERT_FILE names, for `system`. */
  readonly systemRoots: string | undefined;
  readonly sendServerName: boolean;
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion | undefined;
}
