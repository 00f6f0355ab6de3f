import { type AccessOutline, type Explanation, hindranceInWords, reasonInWords } from '../../access';
import { visible } from '../../problem';
import type { Paint } from '../output';

/** Who may do what, for a terminal. */
export function accessText({ sections }: AccessOutline, paint: Paint): string {
  return sections
    .map(({ title, groups }) =>
      [
        paint('bold', visible(title)),
        ...groups.flatMap(({ who, lines }) => {
          const width = Math.min(60, Math.max(...lines.map(({ what }) => visible(what).length)));
          return [
            ...(who === '' ? [] : [`  ${visible(who)}`]),
            ...lines.map(({ what, why }) => `    ${visible(what).padEnd(width)}  ${paint('grey', visible(why))}`),
          ];
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

/** One question answered, for a terminal. @param place `table app.orders` */
export function explanationText(explanation: Explanation, place: string, paint: Paint): string {
  const { role, privilege, holds, paths, missing, of_no_use, with_grant_option } = explanation;
  const option = with_grant_option ? ', and may pass it on' : '';
  const head = `${holds ? paint('green', 'yes') : paint('red', 'no')}: ${visible(role)} ${holds ? 'has' : 'does not have'} ${privilege} on ${visible(place)}${option}`;
  const ways = paths.flatMap((each) => [`  ${visible(reasonInWords(each))}`, `    to end it: ${visible(each.to_end)}`]);
  const hindrances = of_no_use.map((each) => `  but: ${visible(hindranceInWords(each))}`);
  return [head, ...ways, ...missing.map((each) => `  ${visible(each)}`), ...hindrances].join('\n');
}
