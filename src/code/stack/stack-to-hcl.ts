import { ProblemError, problem } from '../../problem';
import { block, comment, printHclDocument } from '../hcl';
import { writeBlockBody } from './block-body';
import { instancesOf, membersOf } from './block-instances';
import { inWritingOrder } from './block-order';
import { CONFIGURATION } from './grammar';
import { guessIsBlock, type IsBlock } from './is-block';

export interface StackToHclOptions {
  /**
   * Tells nested blocks of providers from attributes, where Terraform's JSON syntax does not: see `isBlockBySchema`.
   *
   * @default a list of objects is blocks, an object is an attribute; `null_*`, `terraform_*`, `aponopg_*` and `apono_*`
   *          hold attributes only
   */
  readonly isBlock?: IsBlock;
}

/**
 * Writes a configuration in Terraform's JSON syntax, such as the `cdk.tf.json` that CDKTF synthesizes, as HCL that
 * means the same.
 *
 * The text depends only on what the configuration says: neither the order of members nor that of their creation
 * changes it. Blocks are sorted by kind and name, each under a comment with the path of its construct.
 *
 * @param json the parsed JSON.
 * @throws ProblemError INVALID_VALUE when it is no such configuration, UNREADABLE_EXPRESSION when an expression in it
 *         could not be read by Terraform either.
 */
export function stackToHcl(json: unknown, options: StackToHclOptions = {}): string {
  const configuration = membersOf(json, []);
  for (const name of Object.keys(configuration)) {
    if (name !== '//' && !Object.hasOwn(CONFIGURATION, name)) {
      throw new ProblemError(
        problem('INVALID_VALUE', [name], 'This is no block of a Terraform configuration', {
          allowed: Object.keys(CONFIGURATION).join(', '),
          next: 'Give the content of a *.tf.json file, such as the cdk.tf.json in the folder of a synthesized stack.',
        }),
      );
    }
  }
  const isBlock: IsBlock = (member) => options.isBlock?.(member) ?? guessIsBlock(member);
  return printHclDocument(
    Object.entries(CONFIGURATION).flatMap(([type, grammar]) => {
      const blocks = instancesOf(configuration[type], grammar.labels, [type]).map(({ labels, body, path }) => {
        const items = writeBlockBody(body, grammar.body, {
          root: { kind: type, type: labels[0] ?? '' },
          path,
          isBlock,
        });
        return { block: block(type, labels, items), note: constructPath(body) };
      });
      return inWritingOrder(blocks).flatMap((each) =>
        each.note === undefined ? [each.block] : [comment(each.note), each.block],
      );
    }),
  );
}

/** What CDKTF notes beside each block: the path of the construct that made it. A comment in plain text is kept too. */
function constructPath(body: unknown): string | undefined {
  const note = (body as Record<string, unknown>)['//'];
  if (typeof note === 'string') return note;
  const path = (note as { metadata?: { path?: unknown } } | null | undefined)?.metadata?.path;
  return typeof path === 'string' ? path : undefined;
}
