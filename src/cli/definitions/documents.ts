import type { Command } from 'commander';
import type { Act } from '../act';

const FILE =
  'document with servers, roles, grants, integrations, access flows; - for stdin; or the output of `terraform show -json`';

/** What works on a JSON document, or on a plan. */
export function documentCommands(program: Command, act: Act): void {
  program
    .command('validate')
    .description('check a document without asking any server')
    .argument('<file>', FILE)
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('../commands/validate') as typeof import('../commands/validate')).validate));

  program
    .command('plan')
    .description('show what apply would do, with its SQL; changes nothing')
    .argument('<file>', FILE)
    .option('--detailed-exitcode', 'exit with 2 when something would change')
    .option('--out <plan>', 'save the plan to this file, for apply')
    .option('--json', 'print the plan as JSON')
    .action(act(() => (require('../commands/plan') as typeof import('../commands/plan')).plan));

  program
    .command('apply')
    .description('make the servers and Apono what the document says')
    .argument('<file>', `a plan saved by \`plan --out\`; or a ${FILE}`)
    .option('--yes', 'do it without asking')
    .option('--json', 'print what was done as JSON; asks nothing')
    .action(act(() => (require('../commands/apply') as typeof import('../commands/apply')).apply));

  program
    .command('review')
    .description(
      'show what a plan changes, for whoever signs it: what to look at first, who gains and loses what, the SQL',
    )
    .argument('<plan>', 'what `terraform show -json PLAN` prints, or a document; - for stdin')
    .option('--format <format>', 'text, markdown, json, html', 'text')
    .option('--log <file>', 'what `terraform plan -json` printed: its warnings, which a saved plan lacks')
    .option('--fail-on <flags>', 'exit with 3 when one of these flags is raised, separated by commas')
    .option('--out <file>', 'write the JSON to this file as well, for APONOPG_REVIEW')
    .option('--json', 'the same as --format json')
    .action(act(() => (require('../commands/review') as typeof import('../commands/review')).review));

  program
    .command('import')
    .description('have `handle` look after what the document names and somebody else made; changes nothing else')
    .argument('<file>', FILE)
    .option('--json', 'print what was taken over as JSON')
    .action(act(() => (require('../commands/import') as typeof import('../commands/import')).importDocument));

  program
    .command('handle')
    .description(
      'what null_resource runs: APONOPG_REQUEST is the document or its file, APONOPG_EVENT is create, update or delete',
    )
    .option('--json', 'print what was done as JSON')
    .action(act(() => (require('../commands/handle') as typeof import('../commands/handle')).handle));
}
