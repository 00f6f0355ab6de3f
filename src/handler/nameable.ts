import { identifierFault } from '../metadata';

/** Whether a configuration can hold the name of a role: Terraform would take one of another form for another name. */
export function isNameable(name: string): boolean {
  return identifierFault(name) === undefined && !/[\r\n]/.test(name);
}
