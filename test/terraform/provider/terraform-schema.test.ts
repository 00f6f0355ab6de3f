import { integration, type ObjectShape, objectShapeOf, role } from '../../../src/metadata';
import type { Attributes } from '../../../src/terraform/plugin';
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
