import * as z from 'zod';
import { type Problem, problem } from '../../problem';
import { type Annotation, annotate } from '../annotation';
import { nearest } from '../nearest';
import { known } from '../unknown';

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** The days of the week, as Apono calls them. */
export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** When access may be asked for. */
export const timeframe = annotate(
  z.strictObject({
    start_time: time({ description: 'When it begins.', example: '08:00' }),
    end_time: time({ description: 'When it ends: the same day, after it began.', example: '18:00' }),
    days_of_week: annotate(z.array(z.enum(DAYS)).min(1), {
      description: 'On which days.',
      allowed: `at least one of ${DAYS.join(', ')}`,
      example: ['MONDAY', 'TUESDAY'],
      set: true,
    }),
    time_zone: annotate(
      z.string().superRefine((value, context) => {
        const fault = zoneFault(value);
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
      }),
      {
        description: 'The time zone of the two times.',
        allowed: 'a name of the IANA time zone database, for instance Europe/Berlin or UTC',
        example: 'Europe/Berlin',
      },
    ),
  }),
  { description: 'When access may be asked for. Default: always. With `SELF_SERVE` only.' },
);

/** The begin of a timeframe has to come before its end. */
export function timeframeProblems(value: Readonly<Record<string, unknown>>): Problem[] {
  const { start_time, end_time } = (known(value.timeframe) ?? {}) as Record<string, unknown>;
  if (typeof start_time !== 'string' || typeof end_time !== 'string') return [];
  if (!TIME.test(start_time) || !TIME.test(end_time) || inSeconds(start_time) < inSeconds(end_time)) return [];
  return [
    problem(
      'CONFLICTING_VALUES',
      ['timeframe', 'end_time'],
      `The timeframe ends at ${end_time}, not after ${start_time}`,
      {
        value: end_time,
        allowed: 'a time of the same day after `start_time`',
        next: 'Correct the times; for a night, make one flow up to 23:59 and one from 00:00.',
      },
    ),
  ];
}

function time(annotation: Annotation): z.ZodString {
  return annotate(z.string().regex(TIME), { allowed: 'a time of day, 00:00 to 23:59', ...annotation });
}

function inSeconds(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

function zoneFault(name: string): string | undefined {
  const meant = zoneMeant(name);
  if (meant === name) return undefined;
  const close = meant ?? nearest(name, Intl.supportedValuesOf('timeZone'));
  return `is no time zone${close === undefined ? '' : `; perhaps \`${close}\` is meant`}`;
}

/** The zone of a name; the name itself where it is spelled well. Offsets such as +01:00 are no zones. */
function zoneMeant(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Another name for the zone is as good; one that differs in case alone is not.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return undefined;
  }
}
