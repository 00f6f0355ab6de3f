import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Action,
  type Diagnostic,
  DiagnosticsError,
  defaultPlan,
  dynamicValue,
  type EphemeralResource,
  FunctionFailure,
  isObject,
  type Listed,
  type ListResource,
  type ObjectValue,
  type Provider,
  type ProviderFunction,
  type Resource,
  UNKNOWN,
  type Value,
} from '../../../src/terraform/plugin';

import { shelf } from './shelf';

/** The toy's source address. */
export const TOY = 'toys.internal/test/toy';

/** Where the toy keeps its boxes: one JSON file each. */
interface Store {
  readonly folder: string;
}

/** A provider of boxes kept as files in a folder; knows nothing but files. */
export function toyProvider(): Provider<Store> {
  return {
    schema: { attributes: { folder: { type: 'string', required: true } } },
    configure: ({ config }) => ({ folder: String(config.folder) }),
    close: ({ folder }) => {
      // Where a request was malformed there is none.
      if (existsSync(folder)) appendFileSync(join(folder, '..', 'closed.log'), `${folder}\n`);
    },
    resources: { toy_box: () => box, toy_any: () => anything, toy_shelf: () => shelf },
    ephemeralResources: { toy_key: () => key },
    listResources: { toy_box: () => boxes },
    actions: { toy_shake: () => shake },
    functions: { shout },
    dataSources: {
      toy_lookup: {
        schema: {
          attributes: { name: { type: 'string', required: true }, content: { type: 'string', computed: true } },
        },
        read: ({ config }, { configured }) => {
          const stored = load(configured, String(config.name));
          if (!stored) throw new DiagnosticsError([error('There is no such box', ['name'])]);
          return { state: { ...config, content: stored.content ?? null } };
        },
      },
    },
  };
}

const part = { colour: { type: 'string', required: true }, serial: { type: 'string', computed: true } } as const;

const box: Resource<Store> = {
  schema: {
    version: 2,
    description: 'A box.',
    attributes: {
      id: { type: 'string', computed: true },
      name: { type: 'string', required: true, description: 'Cannot be changed.' },
      content: { type: 'string', optional: true },
      size: { type: 'number', optional: true },
      slow: { type: 'bool', optional: true },
      fail: { type: 'string', optional: true },
      tags: { type: { map: 'string' }, optional: true },
      labels: { type: { set: 'string' }, optional: true },
      old: { type: 'string', optional: true, deprecated: 'Use content.' },
      key_wo: { type: 'string', optional: true, writeOnly: true, sensitive: true },
      key_hash: { type: 'number', computed: true },
      lid: { nested: { mode: 'single', attributes: part }, optional: true },
      sides: { nested: { mode: 'list', attributes: part }, optional: true },
      stickers: { nested: { mode: 'set', attributes: { text: { type: 'string', required: true } } }, optional: true },
      rooms: {
        nested: { mode: 'map', attributes: { ...part, pin_wo: { type: 'string', optional: true, writeOnly: true } } },
        optional: true,
      },
    },
  },
  validate: ({ config }) => {
    const found: Diagnostic[] = [];
    if (config.content === 'bad') found.push(error('Bad content', ['content']));
    if (Array.isArray(config.sides)) {
      config.sides.forEach((side, index) => {
        if ((side as ObjectValue).colour === 'bad') found.push(error('Bad colour', ['sides', index, 'colour']));
      });
    }
    if (config.content === 'odd') found.push({ severity: 'warning', summary: 'Odd content', path: ['content'] });
    if (config.content === 'crash') throw new TypeError('the toy broke');
    return found;
  },
  plan: ({ config, proposed, prior, private: kept }, { log, terraformVersion, clientCapabilities }) => {
    log.warn('a box is planned', { terraform: terraformVersion, able: clientCapabilities });
    // A careless author: the write-only values of the configuration are left in plan and state.
    const careless: ObjectValue = { ...proposed, key_wo: config.key_wo ?? null, rooms: config.rooms ?? null };
    if (!prior) {
      return { ...defaultPlan(box.schema, { config, prior, proposed: careless }), private: { planned: true } };
    }
    const replace = prior.name === proposed.name ? [] : [['name']];
    return { planned: { ...fresh(proposed), key_hash: prior.key_hash ?? null }, replace, private: kept };
  },
  planDestroy: ({ prior }) => (prior.content === 'precious' ? [error('This box is precious')] : undefined),
  create: async ({ config, planned, private: kept }, { configured, signal }) => {
    if (!(kept as { planned: boolean }).planned) throw new Error('private data lost');
    const state = finished({ ...planned, id: `box-${String(planned.name)}`, key_hash: hash(config.key_wo ?? null) });
    if (planned.fail === 'early') throw new DiagnosticsError([error('It failed early', ['fail'])]);
    save(configured, state);
    if (planned.fail === 'late') {
      throw new DiagnosticsError([error('It failed late', ['fail'])], { ...state, size: UNKNOWN, key_wo: 'x' });
    }
    if (planned.fail === 'unfit') return { state: { ...state, size: 'large' } };
    if (planned.slow) {
      writeFileSync(join(configured.folder, 'busy'), '');
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw new DiagnosticsError([error('Stopped half way')], state);
    }
    return { state: { ...state, key_wo: config.key_wo ?? null }, private: { made: true } };
  },
  read: ({ state, private: kept }, { configured }) => {
    const stored = load(configured, String(state.name));
    return stored && { state: { ...state, ...stored }, private: kept };
  },
  update: ({ planned }, { configured }) => {
    const state = finished(planned);
    save(configured, state);
    return { state };
  },
  delete: ({ prior }, { configured }) => rmSync(join(configured.folder, `${String(prior.name)}.json`), { force: true }),
  identity: { attributes: { name: {} } },
  import: ({ id, identity }, { configured }) => {
    const name = id ?? String(identity?.name);
    return load(configured, name) && { state: { name } };
  },
  upgrade: (version, { title, body, ...state }) => ({
    ...state,
    ...(version < 1 && { name: title ?? null }),
    ...(version < 2 && { content: body ?? null }),
  }),
  move: ({ provider, type, version, state }) =>
    type === 'crate_box'
      ? {
          state: { name: state.label ?? null, content: `${provider} ${version}`, key_wo: 'x' },
          private: { moved: true },
        }
      : undefined,
};

/** The boxes in the folder; of each that is looked at a note is taken. */
const boxes: ListResource<Store> = {
  schema: { attributes: { prefix: { type: 'string', optional: true, description: 'Only *these*.' } } },
  validate: ({ config }) => (config.prefix === '' ? [error('A prefix has letters', ['prefix'])] : []),
  async *list({ config }, { configured }) {
    const names = readdirSync(configured.folder).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []);
    try {
      for (const name of names.sort()) if (name.startsWith(String(config.prefix ?? ''))) yield listed(name, configured);
    } finally {
      note(configured, 'listed');
    }
  },
};

function listed(name: string, store: Store): Listed {
  if (name === 'broken') throw new DiagnosticsError([error('A box broke', ['prefix'])]);
  if (name === 'crash') throw new TypeError('the toy broke');
  note(store, `looked at ${name}`);
  const object = load(store, name);
  if (object === null) return { diagnostics: [{ severity: 'warning', summary: `Nobody can look into ${name}` }] };
  const heavy = name === 'heavy' ? [{ severity: 'warning', summary: 'It is heavy' } as const] : undefined;
  return { identity: { name }, displayName: `Box ${name}`, object, ...(heavy && { diagnostics: heavy }) };
}

/** A key to a box, cut anew each time; what becomes of it is written down beside the boxes. */
const key: EphemeralResource<Store> = {
  schema: {
    attributes: {
      box: { type: 'string', required: true },
      minutes: { type: 'number', optional: true },
      secret: { type: 'string', computed: true, sensitive: true },
    },
  },
  validate: ({ config }) => (config.box === '' ? [error('A key needs a box', ['box'])] : []),
  open: ({ config }, { configured }) => {
    if (config.box === 'later') return { deferred: 'prerequisite absent' };
    if (config.box === 'broken') throw new DiagnosticsError([error('The key broke', ['box'])]);
    note(configured, `opened ${String(config.box)}`);
    const minutes = config.minutes ?? null;
    return {
      result: { ...config, secret: `key of ${String(config.box)}` },
      private: { box: config.box as string, renewals: 0 },
      ...(minutes !== null && { renewAt: new Date(Date.UTC(2030, 0, 1, 0, Number(minutes), 0, 250)) }),
    };
  },
  renew: ({ private: kept }, { configured }) => {
    const { box, renewals } = kept as { box: string; renewals: number };
    note(configured, `renewed ${box}`);
    return { private: { box, renewals: renewals + 1 }, ...(renewals < 1 && { renewAt: new Date(Date.UTC(2031, 0)) }) };
  },
  close: ({ private: kept }, { configured }) => {
    note(configured, `closed ${(kept as { box: string }).box}`);
    return [{ severity: 'warning', summary: 'The key was left in the box' }];
  },
};

/** Shakes a box, and tells of each time. */
const shake: Action<Store> = {
  schema: {
    description: 'Shakes a box.',
    attributes: {
      box: { type: 'string', required: true },
      times: { type: 'number', optional: true },
      key_wo: { type: 'string', optional: true, writeOnly: true },
    },
  },
  validate: ({ config }) => (config.box === '' ? [error('Nothing to shake', ['box'])] : []),
  plan: ({ config }) =>
    config.box === UNKNOWN ? [{ severity: 'warning', summary: 'Not known yet', path: ['box'] }] : [],
  async *invoke({ config }, { configured, signal }) {
    try {
      for (let time = 1; time <= Number(config.times ?? 1); time += 1) {
        if (signal.aborted) throw new DiagnosticsError([error('Shaken too little')]);
        yield `shaken ${time}`;
        note(configured, `shaken ${String(config.box)}`);
      }
      if (config.box === 'glass') throw new DiagnosticsError([error('It broke', ['box'])]);
      if (config.box === 'crash') throw new TypeError('the toy broke');
      return config.key_wo === null ? [] : [{ severity: 'warning', summary: 'The key rattled' }];
    } finally {
      note(configured, `put down ${String(config.box)}`);
    }
  },
};

const shout: ProviderFunction = {
  summary: 'Says it louder',
  parameters: [{ name: 'text', type: 'string', description: 'What to say.' }],
  variadic: { name: 'marks', type: { list: 'string' }, takesNull: true },
  returns: 'string',
  call: ([text, ...marks]) => {
    if (text === 'hush') throw new FunctionFailure('Nothing is said here.', 0);
    if (text === 'crash') throw new TypeError('the toy broke');
    return String(text).toUpperCase() + marks.flat().join('');
  },
};

function note({ folder }: Store, line: string): void {
  appendFileSync(join(folder, 'keys.log'), `${line}\n`);
}

/** Holds a value of any type, by the default plan. */
const anything: Resource<Store> = {
  schema: {
    deprecated: 'Use toy_box.',
    attributes: {
      value: { type: 'dynamic', optional: true },
      number: { type: 'number', optional: true },
      made: { type: 'dynamic', computed: true },
    },
  },
  create: ({ planned }) => ({ state: { ...planned, made: dynamicValue({ by: 'toy', parts: [1, true, null] }) } }),
  read: ({ state }) => ({ state }),
  update: ({ planned }) => ({ state: planned }),
  delete: () => undefined,
};

function error(summary: string, path?: (string | number)[]): Diagnostic {
  return { severity: 'error', summary, detail: 'Said by the toy.', ...(path && { path }) };
}

/** Serials are made in apply. */
function fresh(proposed: ObjectValue): ObjectValue {
  return { ...proposed, ...eachPart(proposed, (one) => ({ ...one, serial: one.serial ?? UNKNOWN })) };
}

function finished(planned: ObjectValue): ObjectValue {
  return {
    ...planned,
    ...eachPart(planned, (one) => ({
      ...one,
      serial: one.serial === UNKNOWN ? `#${String(one.colour)}` : (one.serial ?? null),
    })),
  };
}

function eachPart({ lid, sides, rooms }: ObjectValue, change: (one: ObjectValue) => ObjectValue): ObjectValue {
  const changed = (value: Value | undefined) => (isObject(value) ? change(value) : (value ?? null));
  return {
    lid: changed(lid),
    sides: Array.isArray(sides) ? sides.map(changed) : (sides ?? null),
    rooms: isObject(rooms)
      ? Object.fromEntries(Object.entries(rooms).map(([key, room]) => [key, changed(room)]))
      : (rooms ?? null),
  };
}

function hash(key: Value): number {
  return [...String(key ?? '')].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_536, 7);
}

function save({ folder }: Store, state: ObjectValue): void {
  writeFileSync(join(folder, `${String(state.name)}.json`), JSON.stringify(state));
}

function load({ folder }: Store, name: string): ObjectValue | null {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as ObjectValue;
  } catch {
    return null;
  }
}
