import type { Attribute, Attributes, Block, Schema } from './schema';
import type { Type } from './value/type';
import type { ObjectValue, UNKNOWN, Value } from './value/value';

/**
 * The values of a schema where any of them may be null or {@link UNKNOWN}: configurations before apply, and plans. The type
 * follows from a schema that is written `as const satisfies Schema`; of any other they are {@link ObjectValue}.
 */
export type Values<S extends Schema> = [Schema] extends [S] ? ObjectValue : Members<S, 'planned'>;

/** The values of a schema where all are known: states, and configurations while applying. What is required is not null. */
export type KnownValues<S extends Schema> = [Schema] extends [S] ? ObjectValue : Members<S, 'known'>;

type How = 'planned' | 'known';

type Members<S, H extends How> = AttributesOf<S, H> & BlocksOf<S, H>;

type AttributesOf<S, H extends How> = S extends { readonly attributes: infer A extends Attributes }
  ? { -readonly [N in keyof A]: AttributeValue<A[N], H> }
  : unknown;

type BlocksOf<S, H extends How> = S extends { readonly blocks: infer B extends Readonly<Record<string, Block>> }
  ? { -readonly [N in keyof B]: BlockValue<B[N], H> }
  : unknown;

type AttributeValue<A extends Attribute, H extends How> = A extends { readonly required: true }
  ? Present<A, H> | (H extends 'known' ? never : Absent<H>)
  : Present<A, H> | Absent<H>;

type Present<A extends Attribute, H extends How> = A extends {
  readonly nested: { readonly mode: infer M; readonly attributes: Attributes };
}
  ? Collected<M, AttributesOf<A['nested'], H>>
  : A extends { readonly type: infer T }
    ? ValueOf<T, H>
    : Value;

type BlockValue<B extends Block, H extends How> = B extends { readonly mode: 'single' }
  ? Members<B, H> | Absent<H>
  : Members<B, H>[] | (H extends 'known' ? never : typeof UNKNOWN);

type Collected<M, O> = M extends 'single' ? O : M extends 'map' ? { [key: string]: O } : O[];

type ValueOf<T, H extends How> = T extends 'string'
  ? string
  : T extends 'number'
    ? number | bigint
    : T extends 'bool'
      ? boolean
      : T extends { readonly list: infer E } | { readonly set: infer E }
        ? (ValueOf<E, H> | Absent<H>)[]
        : T extends { readonly map: infer E }
          ? { [key: string]: ValueOf<E, H> | Absent<H> }
          : T extends { readonly object: infer O extends Readonly<Record<string, Type>> }
            ? { -readonly [N in keyof O]: ValueOf<O[N], H> | Absent<H> }
            : Value;

type Absent<H extends How> = H extends 'known' ? null : null | typeof UNKNOWN;
