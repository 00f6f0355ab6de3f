import { createRequire } from 'node:module';
import { ProblemError, problem, rememberSecret } from '../../../problem';
import type { ConnectionPlan, HostPlan } from '../settings/connection-plan';
import { installFolders, projectFolders, resolveWithin } from '../settings/project-folder';
import type { TokenSignIn } from '../settings/server-parameters';

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

interface Library {
  readonly package: string;
  /** Gives a new token; `module` is what the package exports. */
  fetch(module: never, ask: Ask): Promise<Token>;
}

interface Ask {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Milliseconds before its end at which a token is no longer used. */
const MARGIN_MS = 60_000;
const MINUTE_MS = 60_000;

/** Gives the tokens to sign in with, each used until shortly before it expires. */
export class TokenSource {
  private readonly tokens = new Map<string, Promise<Token>>();

  /**
   * @param resolveFrom folder of the project whose `node_modules` hold the clouds' libraries
   */
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly resolveFrom: string,
  ) {}

  /**
   * The token for this host, or nothing when a password is used.
   *
   * @throws ProblemError PG_SIGN_IN_LIBRARY
   */
  async token({ auth, user }: ConnectionPlan, { name, port }: HostPlan): Promise<string | undefined> {
    if (auth === undefined) return undefined;
    const key = JSON.stringify([auth, name, port, user]);
    const known = await this.tokens.get(key)?.catch(() => undefined);
    if (known !== undefined && known.expires - MARGIN_MS > Date.now()) return known.value;
    const fresh = this.fetch(auth, { host: name, port, user, env: this.env });
    this.tokens.set(key, fresh);
    return (await fresh).value;
  }

  private async fetch(auth: TokenSignIn, ask: Ask): Promise<Token> {
    const library = LIBRARIES[auth];
    const module = load(library.package, auth, this.resolveFrom);
    try {
      const token = await library.fetch(module as never, ask);
      rememberSecret(token.value);
      return token;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw new ProblemError(
        problem(
          'PG_SIGN_IN_LIBRARY',
          ['auth'],
          `${library.package} gave no token for ${ask.user}: ${(error as Error).message}`,
          {
            next: 'Check that this machine is signed in to the cloud with an identity that may connect to the database.',
          },
        ),
      );
    }
  }
}

/** What the clouds' own libraries export, as far as it is used. */
interface RdsSigner {
  Signer: new (config: {
    hostname: string;
    port: number;
    username: string;
    region?: string;
  }) => {
    getAuthToken(): Promise<string>;
  };
}
interface AzureIdentity {
  DefaultAzureCredential: new () => {
    getToken(scope: string): Promise<{ token: string; expiresOnTimestamp: number } | null>;
  };
}
interface GoogleAuthLibrary {
  GoogleAuth: new (config: {
    scopes: string[];
  }) => {
    getClient(): Promise<{
      getAccessToken(): Promise<{ token?: string | null }>;
      credentials: { expiry_date?: number | null };
    }>;
  };
}

const LIBRARIES: Readonly<Record<TokenSignIn, Library>> = {
  'aws-rds-iam': {
    package: '@aws-sdk/rds-signer',
    async fetch({ Signer }: RdsSigner, { host, port, user, env }) {
      const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? /\.([a-z0-9-]+)\.rds\.amazonaws\.com/.exec(host)?.[1];
      const signer = new Signer({ hostname: host, port, username: user, ...(region === undefined ? {} : { region }) });
      // Good for 15 minutes, and made without asking anybody.
      return { value: await signer.getAuthToken(), expires: Date.now() + 15 * MINUTE_MS };
    },
  },
  'azure-entra': {
    package: '@azure/identity',
    async fetch({ DefaultAzureCredential }: AzureIdentity) {
      const token = await new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');
      if (token === null) throw new Error('no identity was found');
      return { value: token.token, expires: token.expiresOnTimestamp };
    },
  },
  'gcp-cloudsql-iam': {
    package: 'google-auth-library',
    async fetch({ GoogleAuth }: GoogleAuthLibrary) {
      const auth = new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/sqlservice.login'] });
      const client = await auth.getClient();
      const { token } = await client.getAccessToken();
      if (!token) throw new Error('no identity was found');
      return { value: token, expires: client.credentials.expiry_date ?? Date.now() + 5 * MINUTE_MS };
    },
  },
};

/**
 * Loads a library of the user's: from the project worked in, since this package may run from a file of its own, or from
 * the one that this package is installed in. Never from further out, where anybody of the machine might have put one.
 */
function load(name: string, auth: TokenSignIn, resolveFrom: string): unknown {
  for (const folder of [...projectFolders(resolveFrom), ...installFolders(__filename)]) {
    const path = resolveWithin(folder, name);
    if (path !== undefined) return createRequire(path)(path);
  }
  throw new ProblemError(
    problem(
      'PG_SIGN_IN_LIBRARY',
      ['auth'],
      `Signing in with ${auth} needs the package ${name}, which is not installed`,
      {
        next: `Run in the project: npm install ${name}`,
      },
    ),
  );
}
