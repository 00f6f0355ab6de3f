import type { AponoClient, Collection } from '../../apono';
import type { Description } from '../../metadata';
import type { Values } from '../handler-resource';
import type { Spellings } from './spelling';

/** What Apono tells of anything that is made by name. */
export interface Found {
  readonly id: string;
  readonly name: string;
  readonly space?: { readonly space_id: string; readonly space_name: string } | null;
}

/** A kind of thing that gives access: what is different from one to the other. */
export interface AccessKind<Body extends { readonly name: string }, Read extends Found> {
  readonly description: Description;
  /** As reviews call it. */
  readonly reviewed: 'access_flow' | 'bundle' | 'access_scope';
  /** As people call it. */
  readonly word: 'access flow' | 'bundle' | 'access scope';
  readonly things: 'accessFlows' | 'bundles' | 'accessScopes';
  collection(client: AponoClient): Collection<Body, Body, Read, never>;
  /** Defaults that depend on something else than the attribute alone; the same, applied again. */
  withDefaults(values: Values): Values;
  /** As somebody would write it: without what is the default anyway. */
  withoutDefaults(values: Values): Values;
  /** What is sent: equal for two that mean the same. Every value is known. */
  body(values: Values): Body;
  /** The values as Apono tells them, with every default said. */
  values(found: Read): Values;
  /** What else it may call the things that it names. */
  spellings(found: Read): Spellings;
  /** What it gives, in sentences. Every value is known. */
  summary(values: Values): string[];
}
