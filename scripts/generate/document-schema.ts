import * as z from 'zod';
import {
  accessFlow,
  accessScope,
  bundle,
  DOCUMENT_MEMBERS,
  type DocumentMember,
  documentEnvelope,
  grants,
  integration,
  role,
} from '../../src/metadata';

/** One schema of JSON Schema as zod writes it, with our annotations beside its own words. */
type Node = Record<string, unknown> & { readonly properties?: Record<string, Node>; readonly required?: string[] };

const MEMBERS: Record<DocumentMember, { schema: z.ZodObject; summary: string }> = {
  roles: role,
  grants,
  integrations: integration,
  access_scopes: accessScope,
  bundles: bundle,
  access_flows: accessFlow,
};

/** The published JSON Schema of the document that `aponopg plan`, `apply` and `handle` take. */
export function documentSchema(): Record<string, unknown> {
  const { $schema, ...envelope } = schemaOf(documentEnvelope.schema);
  const lists = DOCUMENT_MEMBERS.map((member) => {
    const { $schema: _, ...items } = schemaOf(MEMBERS[member].schema);
    return [member, { type: 'array', description: MEMBERS[member].summary, items }];
  });
  const properties = { ...envelope.properties, ...Object.fromEntries(lists) };
  return { $schema, title: 'aponopg document', description: documentEnvelope.summary, ...envelope, properties };
}

function schemaOf(schema: z.ZodObject): Node {
  return forAuthors(z.toJSONSchema(schema, { io: 'input' }) as Node);
}

/** Without what only the provider sets, without secrets, which a document must not hold, and in the words of JSON Schema. */
function forAuthors(node: Node): Node {
  const { properties, required, items, additionalProperties, description, unit, allowed, example, ...rest } = node;
  for (const name of OURS) delete rest[name];
  const told = allowed && !rest.enum ? `Allowed: ${allowed}.` : undefined;
  const texts = [description, unit && `In ${unit}.`, told];
  const said = texts.filter(Boolean).join(' ');
  return {
    ...rest,
    ...(said && { description: said }),
    ...(example !== undefined && { examples: [example] }),
    ...(properties && membersOf(properties, required)),
    ...(isNode(items) && { items: forAuthors(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isNode(additionalProperties) ? forAuthors(additionalProperties) : additionalProperties,
    }),
  };
}

const OURS = ['computed', 'sensitive', 'concealed', 'replaces', 'set', 'next'];

function membersOf(properties: Readonly<Record<string, Node>>, required: readonly string[] = []): object {
  const kept = Object.entries(properties).filter(([name, each]) => {
    if (each.readOnly || each.writeOnly || `${name}_env` in properties) return false;
    // A store of secrets that cannot be given without them.
    return !each.required?.some((inner) => each.properties?.[inner]?.writeOnly);
  });
  const names = kept.map(([name]) => name);
  const needed = required.filter((name) => names.includes(name));
  return {
    properties: Object.fromEntries(kept.map(([name, each]) => [name, forAuthors(each)])),
    ...(needed.length > 0 && { required: needed }),
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
