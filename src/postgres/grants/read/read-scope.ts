import { type DeclaredGrants, holdsUnknown, knownNames, livesInSchema, type TargetKind } from '../../../metadata';

/** What is to be read. Whatever the grantees hold in the database is always read; objects only where an entry speaks of them. */
export interface ReadScope {
  /** Role names, and `public`. */
  readonly grantees: readonly string[];
  /** Every grantee there is, as for an import without names. */
  readonly everyGrantee?: boolean;
  /** Schemas of which all objects of a kind are wanted; `schema` itself is a kind with names only. */
  readonly wholeSchemas: readonly { readonly kind: TargetKind; readonly schema: string }[];
  /** All objects of every schema in which a grantee holds anything, as for an import. */
  readonly everySchemaHeld?: boolean;
  /** Also the functions, types and languages that PUBLIC was shut out of, as for an import. */
  readonly closed?: boolean;
  /** Tables whose columns are wanted. */
  readonly columnsOf: readonly { readonly schema: string; readonly table: string }[];
  /** Objects that live in no schema, by name. */
  readonly named: readonly { readonly kind: TargetKind; readonly name: string }[];
  /** Temporary objects too, which go with their session. */
  readonly temporary?: boolean;
  /** The access lists of all databases of the server, not only of this one. */
  readonly everyDatabase?: boolean;
}

/** What must be read to resolve these declarations: what is declared now, and what was before. */
export function scopeOf(...declarations: readonly (DeclaredGrants | undefined)[]): ReadScope {
  const grantees = new Set<string>();
  const whole = new Map<string, { kind: TargetKind; schema: string }>();
  const columns = new Map<string, { schema: string; table: string }>();
  const named = new Map<string, { kind: TargetKind; name: string }>();
  const addSchema = (name: string) => named.set(`schema ${name}`, { kind: 'schema', name });
  for (const declared of declarations) {
    for (const entry of Object.values(declared?.grants ?? {})) {
      for (const each of knownNames(entry.grantees)) grantees.add(each);
      if (holdsUnknown([entry.on, entry.schemas, entry.objects, entry.columns])) continue;
      if (livesInSchema(entry.on)) {
        const kinds: TargetKind[] = entry.on === 'routine' ? ['function', 'procedure'] : [entry.on as TargetKind];
        for (const schema of entry.schemas ?? []) {
          addSchema(schema);
          for (const kind of kinds) whole.set(`${kind} ${schema}`, { kind, schema });
          if (entry.columns == null) continue;
          for (const table of entry.objects ?? []) columns.set(JSON.stringify([schema, table]), { schema, table });
        }
      } else if (entry.on !== 'database') {
        for (const name of entry.objects ?? [])
          named.set(`${entry.on} ${name}`, { kind: entry.on as TargetKind, name });
      }
    }
    for (const entry of Object.values(declared?.default_privileges ?? {})) {
      for (const each of knownNames(entry.grantees)) grantees.add(each);
      for (const each of knownNames(entry.schemas)) addSchema(each);
    }
  }
  return {
    grantees: [...grantees].sort(),
    wholeSchemas: [...whole.values()],
    columnsOf: [...columns.values()],
    named: [...named.values()],
  };
}
