import { objectShapeOf, server as serverSchema } from '../../metadata';
import { block, type Entry, type Expression, type Item, literal, object } from '../hcl';
import type { ProjectDocument, ServerDocument } from '../project-document';
import { describedExpressions } from './described-expressions';
import { attributes, comments, type Draft } from './draft';
import { isKeyFile } from './secret-variable';
import { expressionOf, optional } from './value';

/** Where the token comes from, since no code may hold it. */
export const APONO_ENVIRONMENT =
  'Apono: set APONO_PERSONAL_TOKEN, and APONO_ENDPOINT where it is not https://api.apono.io.';

/** The provider's configuration with its servers. */
export function providerBlock({ servers, apono }: ProjectDocument, draft: Draft, registers: boolean): Item[] {
  const names = Object.keys(servers ?? {});
  const notes = registers && apono?.token === undefined ? [APONO_ENVIRONMENT] : [];
  const entries: Entry[] = names.map((name) => {
    const server = servers?.[name] ?? {};
    if ([server.password, server.password_env, server.auth].every((each) => each === undefined)) {
      notes.push(`Server ${name}: its password comes from PGPASSWORD or the password file; else add password_env.`);
    }
    return { key: literal(name), value: serverValue(name, server, draft) };
  });
  const body = attributes({
    servers: names.length === 0 ? undefined : { kind: 'object', entries },
    apono: optional(apono),
  });
  return [...comments(notes), block('provider', ['aponopg'], body)];
}

function serverValue(name: string, server: ServerDocument, draft: Draft): Expression {
  const secret = draft.secretsOf(name, `the admin of ${name}`);
  return object(
    describedExpressions(objectShapeOf(serverSchema), server, {
      secret: (value, way, isWriteOnly) =>
        way[0] === 'sslkey' && isKeyFile(value) ? expressionOf(value) : secret(value, way, isWriteOnly),
    }),
  );
}
