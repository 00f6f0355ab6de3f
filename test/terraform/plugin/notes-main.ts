#!/usr/bin/env node
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownValues, type Provider, type Resource, type Schema, serve } from '../../../src/terraform/plugin';

const schema = {
  attributes: {
    name: { type: 'string', required: true, requiresReplace: true },
    text: { type: 'string', required: true },
    words: { type: 'number', computed: true, description: 'How many words the text has.' },
  },
} as const satisfies Schema;
type Note = KnownValues<typeof schema>;

const note: Resource<string, typeof schema> = {
  schema,
  create: ({ config }, { configured: folder }) => ({ state: write(folder, config) }),
  read: ({ state }, { configured: folder }) => {
    const path = join(folder, state.name);
    return existsSync(path) ? { state: counted({ ...state, text: readFileSync(path, 'utf8') }) } : null;
  },
  update: ({ config }, { configured: folder }) => ({ state: write(folder, config) }),
  delete: ({ prior }, { configured: folder }) => rmSync(join(folder, prior.name), { force: true }),
  import: ({ id = '' }, { configured: folder }) => (existsSync(join(folder, id)) ? { state: { name: id } } : null),
};

const counted = (one: Note): Note => ({ ...one, words: one.text.split(/\s+/).filter(Boolean).length });

function write(folder: string, one: Note): Note {
  writeFileSync(join(folder, one.name), one.text);
  return counted(one);
}

const provider: Provider<string> = {
  schema: { attributes: { folder: { type: 'string', required: true } } },
  configure: ({ config }) => String(config.folder),
  resources: { notes_note: note },
};
serve(() => provider, { name: 'notes', version: '1.0.0' });
