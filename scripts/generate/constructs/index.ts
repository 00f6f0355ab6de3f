import { join } from 'node:path';
import { constructsPage } from './page';
import { readSurface } from './surface';

const ROOT = join(__dirname, '../../..');

const CONSTRUCTS =
  'Everything that a program imports from `cdktf-apono-postgresql`. A `?` marks what may be left out. The bare provider and its resources have [a page of their own](bare-constructs.md).';
const BARE =
  'The provider and its resources one to one, for what the [constructs](constructs.md) do not cover: an escape hatch. What each argument means stands on the page of its resource.';

/** The pages of the constructs, by their places in the tree. */
export function constructPages(): Record<string, string> {
  const exports = readSurface(ROOT, 'constructs/index.ts');
  const isBare = ({ file }: { file: string }) => file.startsWith('constructs/l1/');
  return {
    'docs/reference/constructs.md': constructsPage(
      'Constructs',
      CONSTRUCTS,
      exports.filter((each) => !isBare(each)),
    ),
    'docs/reference/bare-constructs.md': constructsPage('Bare constructs', BARE, exports.filter(isBare)),
  };
}
