import { Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

const NAME = Symbol.for('cdktf-apono-postgresql/integrationName');

/** Has synth refuse two integrations of one name anywhere in the app: Apono's names are unique in a tenant. */
export function uniqueIntegrationName(construct: Construct, name: string): void {
  Object.defineProperty(construct, NAME, { value: name });
  if (Token.isUnresolved(name)) return;
  construct.node.addValidation({
    validate: () => {
      const others = construct.node.root.node.findAll().filter((each) => each !== construct && nameOf(each) === name);
      if (others.length === 0) return [];
      return [
        [
          `The integration name ${JSON.stringify(name)} is used more than once: ${[construct, ...others].map((each) => each.node.path).join(', ')}`,
          'Allowed: a name that no other integration of the tenant has',
          'What to do: rename one of them.',
          'Code: DUPLICATE_INTEGRATION_NAME',
        ].join('\n'),
      ];
    },
  });
}

function nameOf(construct: IConstruct): unknown {
  return (construct as unknown as Record<symbol, unknown>)[NAME];
}
