import { Token } from 'cdktf';
import { problem } from '../../src/problem';
import { refuse, refuseWrongCall } from '../checks/validation';

/** How long something lasts: whole minutes. */
export class Duration {
  /** Minutes: a whole number, or a token. */
  static minutes(minutes: number): Duration {
    refuseWrongCall('Duration.minutes', 'Duration.minutes()', { minutes });
    return new Duration(inMinutes('minutes', minutes, 1));
  }

  /**
   * Hours.
   *
   * @example
   * Duration.hours(4)
   */
  static hours(hours: number): Duration {
    refuseWrongCall('Duration.hours', 'Duration.hours()', { hours });
    return new Duration(inMinutes('hours', hours, 60));
  }

  /** Days of 24 hours. */
  static days(days: number): Duration {
    refuseWrongCall('Duration.days', 'Duration.days()', { days });
    return new Duration(inMinutes('days', days, 24 * 60));
  }

  private constructor(
    /** The same in minutes. */
    readonly inMinutes: number,
  ) {}
}

function inMinutes(unit: 'minutes' | 'hours' | 'days', given: number, minutes: number): number {
  const isToken = Token.isUnresolved(given);
  if (isToken && unit === 'minutes') return given;
  const total = given * minutes;
  if (!isToken && Number.isInteger(total) && total > 0) return total;
  return refuse(`Duration.${unit}`, [
    problem(
      'INVALID_VALUE',
      [unit],
      isToken ? `A token cannot be told in ${unit}` : 'The duration is no whole minutes',
      {
        ...(!isToken && { value: given }),
        allowed: 'at least one minute, in whole minutes',
        next: isToken ? 'Use Duration.minutes(...), and have Terraform multiply.' : 'Give another number.',
      },
    ),
  ]);
}
