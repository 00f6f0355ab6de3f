/** What a preset gives: privileges as in SQL, or `ALL`. */
export interface AccessPreset {
  /** On the database. */
  readonly database: readonly string[];
  /** On each schema. */
  readonly schema: readonly string[];
  /** By kind: on all that is there in each schema, and on all that the owners make later. */
  readonly objects: Readonly<Partial<Record<'table' | 'sequence' | 'routine', readonly string[]>>>;
}

/** The presets, each under the method of the construct `Database` that grants it; the narrowest first. */
export const ACCESS_PRESETS = {
  grantReadOnly: {
    database: ['CONNECT'],
    schema: ['USAGE'],
    objects: { table: ['SELECT'], sequence: ['SELECT'] },
  },
  grantReadWrite: {
    database: ['CONNECT'],
    schema: ['USAGE'],
    objects: {
      table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      sequence: ['USAGE', 'SELECT', 'UPDATE'],
      routine: ['EXECUTE'],
    },
  },
  grantOwner: {
    database: ['CONNECT', 'CREATE', 'TEMPORARY'],
    schema: ['USAGE', 'CREATE'],
    objects: { table: ['ALL'], sequence: ['ALL'], routine: ['EXECUTE'] },
  },
} as const satisfies Record<string, AccessPreset>;

/** `grantReadOnly`, `grantReadWrite` or `grantOwner`. */
export type AccessPresetName = keyof typeof ACCESS_PRESETS;
