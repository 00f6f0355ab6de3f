import type { Diagnostic } from '../diagnostic';
import type { Resource } from '../managed-resource';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';
import { writeOnlyPaths } from './write-only';

/** ValidateResourceConfig: `terraform validate` and every plan; values from elsewhere are unknown. */
export async function validateResource(
  server: Server,
  resource: Resource,
  config: ObjectValue,
): Promise<readonly Diagnostic[]> {
  const members = membersOf(resource.schema);
  const found = checkConfig(members, config);
  if (!server.clientCapabilities.writeOnlyAttributes) {
    for (const path of writeOnlyPaths(members, config)) {
      const summary = `"${path.at(-1)}" needs a newer Terraform`;
      const detail =
        'It is a write-only argument, which this version would write to its state. Use Terraform or OpenTofu 1.11 or later, or leave it out.';
      found.push({ severity: 'error', summary, detail, path });
    }
  }
  return [...found, ...((await resource.validate?.({ config }, earlyContext(server))) ?? [])];
}
