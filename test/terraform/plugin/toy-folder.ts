import { freshFolder } from '../../support/folder';
import { openTerraform, type TerraformFolder, type TerraformOptions } from '../../support/terraform';
import { TOY } from './toy';

/** A Terraform folder with the toy's configuration; the toy's boxes lie in `boxes`. */
export interface ToyFolder extends TerraformFolder {
  readonly boxes: string;
  /** Writes the configuration: the toy's block and these resources. */
  configure(resources: string): void;
  /** What the state file has of a resource, as it stands there. @throws Error when it is not in the state */
  attributes(address?: string): Record<string, unknown>;
}

/** @param options where the toy is that runs already; default: Terraform finds and starts it; and the program */
export function openToyFolder(options: Pick<TerraformOptions, 'reattach' | 'program'> = {}): ToyFolder {
  const terraform = openTerraform(options);
  const boxes = freshFolder('boxes');
  return {
    ...terraform,
    boxes,
    configure: (resources) =>
      terraform.write(
        'main.tf',
        `terraform {\n required_providers {\n toy = { source = "${TOY}" }\n }\n}\nprovider "toy" { folder = "${boxes}" }\n${resources}\n`,
      ),
    attributes(address = 'toy_box.a') {
      const [type, name] = address.split('.');
      const { resources } = JSON.parse(terraform.read('terraform.tfstate')) as {
        resources: { type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
      };
      const found = resources.find((each) => each.type === type && each.name === name)?.instances[0];
      if (!found) throw new Error(`${address} is not in the state`);
      return found.attributes;
    },
  };
}
