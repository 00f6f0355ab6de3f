import { attach } from '../../../src/terraform/plugin';
import { closedAfterwards } from '../../support/clean-up';
import { TOY, toyProvider } from './toy';
import { openToyFolder, type ToyFolder } from './toy-folder';

/** A resource with blocks and without a plan of its own, driven by Terraform. */
describe('the default plan', () => {
  let here: ToyFolder;

  beforeEach(async () => {
    const attached = closedAfterwards(await attach(TOY, toyProvider));
    here = closedAfterwards(openToyFolder({ reattach: JSON.parse(attached.reattach) }));
  });

  const shelf = (name: string, note: string, more = '') =>
    here.configure(`resource "toy_shelf" "a" {
      name = "${name}"
      note = "${note}"
      board {
        width = 80
        hook { colour = "red" }
        hook { colour = "blue" }
      }
      board {
        width = 60
        label = "mine"
      }
      place { room = "hall" }
      ${more}
    }`);

  async function change() {
    const { resource_changes } = (await here.planJson()) as unknown as {
      resource_changes: { change: { actions: string[]; after: object; after_unknown: Record<string, unknown> } }[];
    };
    return resource_changes[0]?.change;
  }

  test('leaves open what is computed where something changes, save what stays, and nothing where nothing does', async () => {
    shelf('one', 'new');
    expect(await change()).toMatchObject({
      actions: ['create'],
      after_unknown: { id: true, revision: true, board: [{ label: true }, {}] },
    });
    await here.apply();
    expect(here.attributes('toy_shelf.a')).toMatchObject({
      id: 'shelf-one',
      revision: 1,
      board: [
        { width: 80, label: 'board 0', hook: [{ colour: 'blue' }, { colour: 'red' }] },
        { width: 60, label: 'mine', hook: [] },
      ],
      wall: null,
      place: { room: 'hall' },
    });
    await here.expectNoChanges();

    shelf('one', 'newer', 'wall {}');
    const update = await change();
    expect(update).toMatchObject({
      actions: ['update'],
      after: { id: 'shelf-one', note: 'newer', wall: { side: null } },
      after_unknown: { revision: true, board: [{ label: true }, {}] },
    });
    expect(update?.after_unknown).not.toHaveProperty('id');
    await here.apply('tfplan');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ id: 'shelf-one', revision: 2, note: 'newer' });

    shelf('two', 'newer');
    expect(await change()).toMatchObject({ actions: ['delete', 'create'], after_unknown: { id: true } });
    await here.apply('tfplan');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ id: 'shelf-two', revision: 1 });
  });

  test('has blocks that Terraform counts, and that an import may leave out', async () => {
    here.configure('resource "toy_shelf" "a" {\n name = " "\n}');
    const none = await here.failing.plan();
    expect(none).toContain('At least 1 "board" blocks are required.');
    expect(none).toContain('A block of type "place" is required here.');
    shelf('one', 'new', 'board { width = 1 }');
    expect(await here.failing.plan()).toContain('No more than 2 "board" blocks are allowed');
    shelf(' ', 'new');
    expect(await here.failing.plan()).toContain('A shelf has a name');
    shelf('one', 'new');
    await here.import('toy_shelf.a', 'one');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ name: 'one', board: [], wall: null, place: null });
  });
});
