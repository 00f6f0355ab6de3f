import { integration, type ObjectShape, objectShapeOf, role } from '../../../src/metadata';
import type { Attributes } from '../../../src/terraform/plugin';
import { aponopgProvider } from '../../../src/terraform/provider/provider';
import { terraformSchema } from '../../../src/terraform/provider/terraform-schema';

/** The paths of the attributes of which something is true, nested ones too. */
function pathsIn(attributes: Attributes, is: (each: Attributes[string]) => boolean | undefined): string[] {
  return Object.entries(attributes).flatMap(([name, each]) => [
    ...(is(each) ? [name] : []),
    ...(each.nested ? pathsIn(each.nested.attributes, is).map((inner) => `${name}.${inner}`) : []),
  ]);
}

const secretsOf = ({ attributes }: ObjectShape) =>
  Object.keys(attributes).filter((name) => attributes[name]?.annotation.writeOnly);

test.each([role, integration])(
  'no two attributes of $name are sensitive: Terraform keeps them in any order, and takes another one for drift',
  (each) => {
    const { attributes } = terraformSchema(each);
    expect(pathsIn(attributes, ({ sensitive }) => sensitive).length).toBeLessThan(2);
    expect(pathsIn(attributes, ({ writeOnly }) => writeOnly)).toEqual(
      expect.arrayContaining(secretsOf(objectShapeOf(each.schema))),
    );
  },
);

test('everything is described, in Markdown that means what it says', () => {
  const { schema, functions = {}, ...kinds } = aponopgProvider({});
  const { resources, dataSources, ephemeralResources, listResources } = kinds;
  const schemas = [resources, dataSources, ephemeralResources, listResources].flatMap((all) =>
    Object.values(all ?? {}).map((lazy) => (typeof lazy === 'function' ? lazy() : lazy).schema),
  );
  const described = Object.values(functions).flatMap((lazy) => {
    const { description, parameters } = typeof lazy === 'function' ? lazy() : lazy;
    return [description, ...parameters.map((each) => each.description)];
  });
  const texts = [schema, ...schemas].flatMap(({ description, attributes }) => [description, ...textsIn(attributes)]);
  const wrong = [...texts, ...described].filter((text) => text === undefined || isMistakable(text));
  expect(wrong).toEqual([]);
});

function textsIn(attributes: Attributes): (string | undefined)[] {
  return Object.values(attributes).flatMap(({ description, nested }) => [
    description,
    ...(nested ? textsIn(nested.attributes) : []),
  ]);
}

/** Whether anything beside code would be taken for a sign of Markdown; an underscore within a word is none. */
function isMistakable(text: string): boolean {
  return /[*<[\]\\`#~|]|\b_|_\b|^\s*[->+]/m.test(text.replaceAll(/`[^`]+`/g, 'code'));
}
