import { loadModule, parse } from 'libpg-query';

/** The roles and the objects that a GRANT, REVOKE or ALTER DEFAULT PRIVILEGES names, as PostgreSQL's own parser reads it. */
export async function namesInStatement(sql: string): Promise<{ roles: string[]; objects: string[][] }> {
  await loadModule();
  const { stmts } = (await parse(sql)) as unknown as { stmts: { stmt: Record<string, never> }[] };
  if (stmts?.length !== 1) throw new Error(`Not one statement: ${sql}`);
  const tree = stmts[0]?.stmt as Record<string, Node>;
  const grant = (tree.GrantStmt ?? tree.AlterDefaultPrivilegesStmt?.action ?? {}) as GrantNode;
  return {
    roles: (grant.grantees ?? []).map(({ RoleSpec }) =>
      RoleSpec.roletype === 'ROLESPEC_PUBLIC' ? 'public' : (RoleSpec.rolename ?? ''),
    ),
    objects: (grant.objects ?? []).map(objectParts),
  };
}

type Node = Record<string, unknown>;
interface GrantNode {
  grantees?: { RoleSpec: { roletype: string; rolename?: string } }[];
  objects?: Node[];
}

function objectParts(node: Node): string[] {
  const range = node.RangeVar as { schemaname?: string; relname: string } | undefined;
  if (range !== undefined) return [range.schemaname ?? '', range.relname];
  const text = node.String as { sval: string } | undefined;
  if (text !== undefined) return [text.sval];
  const list =
    (node.List as { items: Node[] } | undefined)?.items ?? (node.ObjectWithArgs as { objname: Node[] })?.objname;
  return (list ?? []).flatMap(objectParts);
}
