import { Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { problem, renderProblem } from '../src/problem';

const NAME = Symbol.for('cdktf-apono-postgresql/integrationName');

/** Has synth refuse two integrations of one name anywhere in the app: Apono's names are unique in a tenant. */
export function uniqueIntegrationName(construct: Construct, name: string): void {
  Object.defineProperty(construct, NAME, { value: name });
  if (Token.isUnresolved(name)) return;
  construct.node.addValidation({
    validate: () => {
      const others = construct.node.root.node.findAll().filter((each) => each !== construct && nameOf(each) === name);
      if (others.length === 0) return [];
      const places = [construct, ...others].map((each) => each.node.path).join(', ');
      return [
        renderProblem(
          problem('DUPLICATE_NAME', ['name'], `An integration name is used more than once: ${places}`, {
            value: name,
            allowed: 'a name that no other integration of the tenant has',
            next: 'Rename one of them.',
          }),
        ),
      ];
    },
  });
}

function nameOf(construct: IConstruct): unknown {
  return (construct as unknown as Record<symbol, unknown>)[NAME];
}
