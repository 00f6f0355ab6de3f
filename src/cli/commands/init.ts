import { layProvider } from '../../delivery';
import { type Problem, ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import type { Answers } from '../init/answers';
import { type Ask, interview, type Question } from '../init/interview';
import { ADMIN_PASSWORD, CONNECTOR_PASSWORD } from '../init/starter-document';
import { starter } from '../init/starter-files';
import { writeNewFiles } from '../init/write-files';
import type { Output } from '../output';
import { type AskTerminal, hasTerminal, onTerminal } from '../terminal';

type Options = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** `aponopg init [DIR]`: asks for what the options do not say, and writes a project that deploys. Overwrites nothing. */
export const init: Action = async ([dir, given], out) => {
  const folder = String(dir);
  const options = given as Options;
  const missing: Problem[] = [];
  const asking = !options.yes && !options.json && hasTerminal();
  const answers = asking
    ? await onTerminal((ask) => interview(byTerminal(options, ask, out)))
    : await interview(byOptions(options, missing));
  const problems = [
    ...missing,
    ...strangeFields('secret', options, answers),
    ...strangeFields('instance', options, answers),
  ];
  if (problems.length > 0) throw new ProblemError(problems);
  const { files, next } = starter(answers);
  writeNewFiles(folder, files);
  if (answers.language === 'hcl') layProvider(folder);
  const environment = [ADMIN_PASSWORD, CONNECTOR_PASSWORD, 'APONO_PERSONAL_TOKEN'];
  if (options.json) {
    out.json({ folder, files: Object.keys(files), environment, next });
    return 0;
  }
  const commands = [`cd ${folder}`, `export ${environment.map((each) => `${each}=...`).join(' ')}`, ...next];
  out.result(`Wrote ${Object.keys(files).join(', ')} into ${folder}. Next:\n\n  ${commands.join('\n  ')}`);
  return 0;
};

/** What the options say; of what they do not say the standard is taken, or it is missing. */
function byOptions(options: Options, missing: Problem[]): Ask {
  return async (question) => {
    const { option, field, standard, example = '' } = question;
    const answer = saidBy(options, question) ?? standard;
    if (answer !== undefined) return checked(question, answer);
    const flag = field === undefined ? `--${option} ${example}` : `--${option} ${field}=${example}`;
    missing.push(
      problem('MISSING_VALUE', [option], `${question.text}: not said, and there is nobody to ask`, {
        next: `Add ${flag}`,
      }),
    );
    return example;
  };
}

/** What the options say; the rest is asked for, until the answer is right. */
function byTerminal(options: Options, ask: AskTerminal, out: Output): Ask {
  return async (question) => {
    const said = saidBy(options, question);
    if (said !== undefined) return checked(question, said);
    const hint = question.standard === undefined ? `for instance ${question.example}` : question.standard;
    for (;;) {
      const answer = await ask(`${question.text} [${hint}]: `);
      if (answer === undefined) throw new ProblemError(left());
      const taken = answer === '' && question.standard !== undefined ? question.standard : answer;
      const problems = question.check(taken);
      if (problems.length === 0) return taken;
      out.problems(problems);
    }
  };
}

function checked(question: Question, answer: string): string {
  const problems = question.check(answer);
  if (problems.length > 0) throw new ProblemError(problems);
  return answer;
}

function saidBy(options: Options, { option, field }: Question): string | undefined {
  const said = options[option.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
  if (field === undefined) return typeof said === 'string' ? said : undefined;
  return pairsOf(said)
    .find((each) => each.startsWith(`${field}=`))
    ?.slice(field.length + 1);
}

function pairsOf(said: Options[string]): readonly string[] {
  return Array.isArray(said) ? (said as readonly string[]) : [];
}

/** Fields that were said and that nothing asked for. */
function strangeFields(option: 'secret' | 'instance', options: Options, answers: Answers): Problem[] {
  const names = Object.keys(answers[option]);
  const given = pairsOf(options[option]).map((each) => each.replace(/=.*/s, ''));
  return given
    .filter((each) => !names.includes(each))
    .map((each) =>
      problem('UNKNOWN_ATTRIBUTE', [option, each], `\`--${option}\` has no field of this name here`, {
        allowed: names.join(', ') || 'none',
        next: 'Correct the name, or leave it out.',
      }),
    );
}

function left(): Problem {
  return problem('NOT_CONFIRMED', [], 'The terminal was closed before everything was answered', {
    next: 'Run it again. Nothing was written.',
  });
}
