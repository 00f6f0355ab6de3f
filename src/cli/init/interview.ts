import * as z from 'zod';
import {
  checkSchema,
  integration,
  OUTSIDE_STORES,
  objectShapeOf,
  type Shape,
  SSL_MODES,
  server,
  VARIANTS,
  type VariantName,
} from '../../metadata';
import { type Problem, problem } from '../../problem';
import { type Answers, CORES, LANGUAGES } from './answers';

/** One thing to be known, asked for by an option or on the terminal. */
export interface Question {
  readonly option: string;
  /** For an option of the form `NAME=VALUE`: the name. */
  readonly field?: string;
  readonly text: string;
  /** Taken where nothing is said. */
  readonly standard?: string;
  readonly example?: string;
  /** What is wrong with an answer. */
  readonly check: (answer: string) => readonly Problem[];
}

/** Gives the answer to a question, one that passed its check. */
export type Ask = (question: Question) => Promise<string>;

/** Asks for all that a project is made from, each question depending on what was answered before. */
export async function interview(ask: Ask): Promise<Answers> {
  const language = (await ask(choice('language', 'Write', LANGUAGES, 'typescript'))) as Answers['language'];
  const core = language === 'hcl' ? 'cdktf' : await ask(choice('core', 'On which core', CORES, 'cdktf'));
  const kinds = Object.keys(VARIANTS) as VariantName[];
  const kind = (await ask(choice('kind', 'Kind of PostgreSQL', kinds, 'generic'))) as VariantName;
  const host = await ask(described(integration.schema, 'hostname', 'host', "The server's host"));
  const port = await ask(described(server, 'port', 'port', 'Its port', '5432'));
  const username = await ask(described(server, 'username', 'username', 'The admin, who may make roles', 'postgres'));
  const tls = `How TLS is used (${SSL_MODES.join(', ')})`;
  const sslmode = await ask(described(server, 'sslmode', 'sslmode', tls, 'verify-full'));
  const authorities = 'The certificate authorities: a file, or system for public ones';
  const sslrootcert = sslmode.startsWith('verify-')
    ? await ask(described(server, 'sslrootcert', 'sslrootcert', authorities, 'system'))
    : undefined;
  const database = await ask(described(server, 'database', 'database', 'The database under Apono', 'postgres'));
  const title = titleOf(database);
  const name = await ask(described(integration.schema, 'name', 'name', "The integration's name at Apono", title));
  const connectorId = "The connector's id at Apono";
  const connector = await ask(described(integration.schema, 'connector_id', 'connector', connectorId));
  const instance: Record<string, string> = {};
  for (const key of VARIANTS[kind].instanceKeys) {
    instance[key] = await ask({ ...text('instance', `The instance's ${key}`, 'orders-prod'), field: key });
  }
  const secretStore = await ask(choice('secret-store', "Where the connector's password lies", OUTSIDE_STORES, 'aws'));
  const secret: Record<string, string> = {};
  for (const [field, { annotation }] of Object.entries(fieldsOf(secretStore))) {
    const said = (annotation.description ?? field).replace(/\.$/, '');
    secret[field] = await ask({ ...text('secret', said, String(annotation.example)), field });
  }
  const place = { kind, host, port: Number(port), username, sslmode, sslrootcert, database, instance };
  return { language, core: core as Answers['core'], ...place, name, connector, secretStore, secret };
}

/** What a store of secrets asks for, by name. */
function fieldsOf(store: string): Readonly<Record<string, Shape>> {
  const stores = objectShapeOf(integration.schema).attributes.secret_store;
  const shape = stores?.kind === 'object' ? stores.attributes[store] : undefined;
  return shape?.kind === 'object' ? shape.attributes : {};
}

function titleOf(database: string): string {
  const words = database.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} database`;
}

function choice(option: string, text: string, values: readonly string[], standard: string): Question {
  const allowed = values.join(', ');
  return {
    option,
    text: `${text} (${allowed})`,
    standard,
    check: (answer) =>
      values.includes(answer)
        ? []
        : [problem('INVALID_VALUE', [option], `\`${option}\` must be one of ${allowed}`, { value: answer, allowed })],
  };
}

function text(option: string, said: string, example: string): Question {
  const empty = problem('MISSING_VALUE', [option], `\`${option}\` is empty`, { next: `For instance ${example}.` });
  return { option, text: said, example, check: (answer) => (answer === '' ? [empty] : []) };
}

/** An attribute as its resource describes it: the same check, and its example. */
function described(schema: z.ZodObject, attribute: string, option: string, text: string, standard?: string): Question {
  const shape = objectShapeOf(schema).attributes[attribute];
  const alone = z.strictObject({ [attribute]: schema.shape[attribute] as z.ZodType });
  const { example = standard } = shape?.annotation ?? {};
  return {
    option,
    text,
    ...(standard !== undefined && { standard }),
    ...(example !== undefined && { example: String(example) }),
    check: (answer) => {
      const value = shape?.kind === 'number' ? Number(answer) : answer;
      return checkSchema(alone, { [attribute]: value }).map((each) => ({ ...each, path: [option] }));
    },
  };
}
