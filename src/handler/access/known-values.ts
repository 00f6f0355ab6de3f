/** Values once everything is known; what may be left out may be null as well, at every depth. */
export type KnownValues<T> = T extends readonly (infer Each)[]
  ? readonly KnownValues<Each>[]
  : T extends object
    ? { readonly [Name in keyof T]: KnownValues<T[Name]> | (undefined extends T[Name] ? null : never) }
    : T;
