import type { VariantName } from '../../metadata';

/** What a new project is made from. */
export interface Answers {
  readonly language: Language;
  /** The core that a TypeScript program stands on. */
  readonly core: Core;
  readonly kind: VariantName;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly sslmode: string;
  /** Certificate authorities, where the sslmode checks the server by them. */
  readonly sslrootcert?: string | undefined;
  /** The database that access is given to. */
  readonly database: string;
  /** The integration's name at Apono. */
  readonly name: string;
  readonly connector: string;
  /** Where the connector finds its user's password: a store, and the fields that it asks for. */
  readonly secretStore: string;
  readonly secret: Readonly<Record<string, string>>;
  /** What names the instance of a cloud. */
  readonly instance: Readonly<Record<string, string>>;
}

export const LANGUAGES = ['typescript', 'hcl'] as const;
export type Language = (typeof LANGUAGES)[number];

export const CORES = ['cdktf', 'cdktn'] as const;
export type Core = (typeof CORES)[number];
