import { queryFault } from '../../metadata';
import { bad, type Fields, text } from './fields';

/** Reads a query in AQL. */
export function aqlQuery(fields: Fields, key: string): string {
  const query = text(fields, key);
  const fault = queryFault(query);
  if (fault !== undefined) throw bad(`${key} ${fault}`);
  return query;
}
