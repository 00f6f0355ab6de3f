import type { Log, LogLevel } from '../log';
import type { Server } from '../server/server';
import type { ClientCapabilities } from '../verb';
import type { Message } from '../wire/messages';

/** What of a request says in which call a server is. */
interface Request {
  readonly typeName?: string | undefined;
  readonly actionType?: string | undefined;
  readonly clientCapabilities?: Message<'ClientCapabilities'> | undefined;
}

/** The server in a call: log lines name it, and what it is given says what this client is able to do. */
export function inCall(server: Server, method: string, request: object, givenUp?: AbortSignal): Server {
  const { actionType, typeName = actionType, clientCapabilities }: Request = request;
  return {
    ...server,
    log: withFields(server.log, { tf_rpc: method, ...(typeName && { [typeField(method)]: typeName }) }),
    clientCapabilities: clientCapabilities ? ableTo(clientCapabilities) : server.session.clientCapabilities,
    signal: givenUp ? AbortSignal.any([server.signal, givenUp]) : server.signal,
  };
}

/** What HashiCorp's own plugins call the type in their logs. */
function typeField(method: string): string {
  if (method.includes('Data')) return 'tf_data_source_type';
  if (method.includes('Ephemeral')) return 'tf_ephemeral_resource_type';
  if (method.includes('List')) return 'tf_list_resource_type';
  return method.includes('Action') ? 'tf_action_type' : 'tf_resource_type';
}

function withFields(log: Log, fields: Readonly<Record<string, unknown>>): Log {
  const at = (level: LogLevel) => (message: string, more?: Readonly<Record<string, unknown>>) =>
    log[level](message, { ...more, ...fields });
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function ableTo(said: Message<'ClientCapabilities'>): ClientCapabilities {
  return {
    writeOnlyAttributes: said.writeOnlyAttributesAllowed === true,
    deferral: said.deferralAllowed === true,
    plannedPrivate: said.storePlannedPrivate === true,
    computedBlocks: said.computedBlocksAllowed === true,
  };
}
