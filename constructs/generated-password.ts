import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { password as description } from '../src/metadata';
import { problem } from '../src/problem';
import { inScope } from './checks/in-scope';
import { refuse, refuseWrongProps, validate } from './checks/validation';
import { AponopgRotation } from './l1/aponopg-rotation';
import { EphemeralAponopgPassword } from './l1/ephemeral-aponopg-password';

/** A password as those take it that store it when its version changes. */
export interface IVersionedPassword {
  /** A reference to it; never a literal. */
  readonly value: string;
  /** Any whole number; a change of it stores the password anew. */
  readonly version: number;
  /**
   * Whether another run would draw another one.
   * @default false
   */
  readonly random?: boolean | undefined;
}

/** Props of a generated password. */
export interface GeneratedPasswordProps {
  /**
   * Raise it to have another password. Not with `rotateEveryDays`.
   * @default 1
   */
  readonly version?: number | undefined;
  /**
   * Has a plan raise the version once it is so old. Nothing happens by itself: plan and apply on a schedule. Unit: days.
   * @default none: `version` is raised by hand
   */
  readonly rotateEveryDays?: number | undefined;
  /**
   * With `rotateEveryDays`, any text: a change of it raises the version at once.
   * @default none
   */
  readonly trigger?: string | undefined;
  /**
   * How many characters it has.
   * @default 32
   */
  readonly length?: number | undefined;
  /**
   * The characters that it is drawn from.
   * @default letters and digits
   */
  readonly alphabet?: string | undefined;
  /**
   * A secret of 32 characters or more, as a reference: the password is derived from it and the version, so that every run
   * makes the same one. For stores that nobody can read back, such as Kubernetes.
   * @default none: the password is random
   */
  readonly key?: string | undefined;
}

/**
 * A strong password that only one apply knows: it stands in no state, no plan and no log. Terraform >= 1.11.
 *
 * @example
 * const password = new GeneratedPassword(this, 'password', { rotateEveryDays: 90 });
 */
export class GeneratedPassword extends Construct implements IVersionedPassword {
  /** A reference to the password, for write-only arguments. */
  readonly value: string;
  /** The version that those who store it have to be given as well. */
  readonly version: number;
  /** Whether another run would draw another one. */
  readonly random: boolean;
  /** The bare ephemeral resource. */
  readonly resource: EphemeralAponopgPassword;
  /** What raises the version; undefined where that is done by hand. */
  readonly rotation: AponopgRotation | undefined;

  constructor(scope: Construct, id: string, props: GeneratedPasswordProps = {}) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'GeneratedPasswordProps', props);
    const { version = 1, rotateEveryDays, trigger, length, alphabet, key } = props;
    refuseTwoVersions(this, props);
    const derived = key === undefined ? {} : { key, name: this.node.path };
    validate(this, description, { length, alphabet, ...derived, version });
    this.rotation =
      rotateEveryDays === undefined
        ? undefined
        : new AponopgRotation(this, 'Rotation', { everyDays: rotateEveryDays, trigger });
    this.version = this.rotation?.version ?? version;
    this.resource = new EphemeralAponopgPassword(this, 'Resource', {
      length,
      alphabet,
      ...derived,
      version: this.version,
    });
    this.value = this.resource.result;
    this.random = key === undefined;
  }
}

function refuseTwoVersions(construct: Construct, { version, rotateEveryDays, trigger }: GeneratedPasswordProps): void {
  if (version !== undefined && rotateEveryDays !== undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['version'], '`version` is given together with `rotateEveryDays`', {
        ...(!Token.isUnresolved(version) && { value: version }),
        allowed: 'one of them',
        next: 'Leave `version` out: it is raised by time; `trigger` raises it at once.',
      }),
    ]);
  }
  if (trigger !== undefined && rotateEveryDays === undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['trigger'], '`trigger` is given without `rotateEveryDays`', {
        value: trigger,
        allowed: 'both, or `version` alone',
        next: 'Raise `version` by hand instead.',
      }),
    ]);
  }
}
