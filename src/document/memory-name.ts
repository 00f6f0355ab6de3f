import { createHash } from 'node:crypto';

/** The name of the schema whose comment is the memory of one id on one server; of a role, where 0.1 kept it. */
export function memoryName(id: string, serverName: string): string {
  const hash = createHash('sha256').update(`${id}\0${serverName}`).digest('hex');
  return `aponopg_memory_${hash.slice(0, 16)}`;
}
