import { parseHcl } from '../../../src/code/parse/hcl-json';
import { readStack } from '../../../src/code/stack/read-stack';

const stackOf = (sensitive: boolean) => `
variable "note" {
  type      = string
  default   = "canary-default"
  sensitive = ${sensitive}
}

provider "aponopg" {
  servers = { main = { host = "db.internal", username = "admin" } }
}

resource "aponopg_role" "reader" {
  server  = "main"
  name    = "reader"
  comment = var.note
}
`;

test('the default of a variable stands for it, but never where the variable is sensitive', async () => {
  const commentOf = async (sensitive: boolean) =>
    readStack(await parseHcl(stackOf(sensitive))).document.roles?.[0]?.comment;
  expect(await commentOf(false)).toBe('canary-default');
  expect(JSON.stringify(await commentOf(true))).toContain('var.note');
  expect(JSON.stringify(await commentOf(true))).not.toContain('canary-default');
});
