import type { Apono, Server } from '../metadata';

/** What is to be examined. */
export interface Subject {
  readonly servers: readonly ServerSubject[];
  readonly apono: AponoSubject;
}

/** One server, and who is to use it. */
export interface ServerSubject {
  readonly name: string;
  readonly parameters: Server;
  readonly connector: ConnectorUserSubject;
  /** Databases that integrations name, besides the server's own. */
  readonly databases: readonly string[];
  /** What is not known before Terraform has run, or for want of a variable: attribute and why. */
  readonly unknown?: readonly string[];
  /** The integration types that are registered for it. */
  readonly types: readonly string[];
}

/** The user that Apono's connector signs in with. */
export interface ConnectorUserSubject {
  readonly name: string;
  /** `declared`: the same document makes it; `named`: it was asked for; `assumed`: it is only the usual name. */
  readonly origin: 'declared' | 'named' | 'assumed';
  /** The environment variable with its password. */
  readonly passwordEnv?: string;
  /** Its password, where the document refers to one that is known. */
  readonly password?: string;
}

export interface AponoSubject extends Apono {
  /** Each with the versions that what it serves asks for. */
  readonly connectors: readonly { readonly id: string; readonly minimumVersions: readonly string[] }[];
  readonly integrations: readonly { readonly name: string; readonly declared: boolean }[];
  /** How long to wait for the integrations to become Active, in seconds; one that does not has failed. Default: no wait. */
  readonly waitSeconds?: number;
}
