import { isGiven, type KnownValues, type Resource, type Schema, type Values } from '../../../src/terraform/plugin';

const schema = {
  attributes: {
    id: { type: 'string', computed: true, useStateForUnknown: true },
    name: { type: 'string', required: true, requiresReplace: true },
    note: { type: 'string', optional: true },
    revision: { type: 'number', computed: true },
  },
  blocks: {
    board: {
      mode: 'list',
      minItems: 1,
      maxItems: 2,
      description: 'What things lie on.',
      attributes: {
        width: { type: 'number', required: true },
        label: { type: 'string', optional: true, computed: true },
      },
      blocks: { hook: { mode: 'set', attributes: { colour: { type: 'string', required: true } } } },
    },
    wall: { mode: 'single', attributes: { side: { type: 'string', optional: true } } },
    place: { mode: 'single', minItems: 1, attributes: { room: { type: 'string', required: true } } },
  },
} as const satisfies Schema;

/** A shelf that is kept nowhere but in the state: by the default plan, with blocks, and values typed by its schema. */
export const shelf: Resource<unknown, typeof schema> = {
  schema,
  validate: ({ config }) =>
    isGiven(config.name) && config.name.startsWith(' ')
      ? [{ severity: 'error', summary: 'A shelf has a name', path: ['name'] }]
      : [],
  create: ({ config, planned }) => ({ state: made(config, planned, { id: `shelf-${config.name}`, revision: 1 }) }),
  read: ({ state }) => ({ state }),
  update: ({ config, planned, prior: { id, revision } }) => ({
    state: made(config, planned, { id, revision: Number(revision) + 1 }),
  }),
  delete: () => undefined,
  import: ({ id }) => ({ state: { id: `shelf-${id}`, name: id ?? '' } }),
};

type Made = Pick<KnownValues<typeof schema>, 'id' | 'revision'>;

function made(config: KnownValues<typeof schema>, planned: Values<typeof schema>, what: Made) {
  const boards = Array.isArray(planned.board) ? planned.board : [];
  const board = config.board.map((each, index) => {
    const label = boards[index]?.label;
    return { ...each, label: isGiven(label) ? label : `board ${index}` };
  });
  return { ...config, ...what, board };
}
