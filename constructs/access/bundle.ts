import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { bundle as description, objectShapeOf } from '../../src/metadata';
import { problem, renderProblem } from '../../src/problem';
import { inScope } from '../checks/in-scope';
import { userData, userText } from '../checks/user-text';
import { refuse, refuseWrongCall, refuseWrongProps, validate } from '../checks/validation';
import type { BundleSettings } from '../described/bundle-settings';
import { importResource } from '../integration/import-existing';
import { AponoBundleV2 } from '../l1/apono-bundle-v2';
import type { AponoBundleV2Arguments } from '../l1/apono-bundle-v2-arguments';
import { AponopgBundle } from '../l1/aponopg-bundle';
import type { AponopgBundleArguments } from '../l1/aponopg-bundle-arguments';
import { attributeValues } from '../l1/attributes';
import type { AccessTarget, IBundle } from './access-target';
import { type RegistrationOptions, registered } from './registration';

/** Props of a bundle. */
export interface BundleProps extends BundleSettings, RegistrationOptions {
  /**
   * What the bundle gives access to, in order.
   * @default none; `addTarget` adds them
   */
  readonly targets?: readonly AccessTarget[] | undefined;
}

/**
 * Several targets that are asked for, and given, together.
 *
 * @example
 * new Bundle(this, 'kit', { name: 'Support kit' })
 *   .addTarget(AccessTarget.integration(integration, { permissions: ['READ_ONLY'] }))
 *   .addTarget(AccessTarget.accessScope('Production databases'))
 */
export class Bundle extends Construct implements IBundle {
  /** Its name at Apono. */
  readonly bundleName: string;
  /** The id at Apono, once it is made. */
  readonly bundleId: string;
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgBundle | AponoBundleV2;
  private readonly settings: BundleSettings;
  private readonly targets: AccessTarget[] = [];

  constructor(scope: Construct, id: string, props: BundleProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'BundleProps', props);
    const { registration, provider, handler, targets = [], ...settings } = props;
    this.settings = settings;
    for (const each of targets) this.addTarget(each);
    // Targets may be added until synth.
    const accessTargets = Lazy.anyValue({ produce: () => this.values().access_targets });
    this.resource = registered(
      this,
      { registration, provider, handler },
      {
        description,
        args: { ...settings, accessTargets } as unknown as AponopgBundleArguments,
        names: NAMES,
        what: 'The name of a bundle',
      },
      {
        own: (config) => new AponopgBundle(this, 'Resource', config),
        official: (values) => new AponoBundleV2(this, 'Resource', values as unknown as AponoBundleV2Arguments),
      },
    );
    this.bundleName = this.resource.name;
    this.bundleId = this.resource.id;
    this.node.addValidation({ validate: () => (this.targets.length === 0 ? [renderProblem(NO_TARGET)] : []) });
  }

  /**
   * Adds what the bundle gives access to, behind what it gives already.
   *
   * @example
   * new Bundle(this, 'kit', { name: 'Support kit' }).addTarget(AccessTarget.accessScope('Production databases'))
   */
  addTarget(target: AccessTarget): this {
    refuseWrongCall(this, 'Bundle.addTarget()', { target });
    if (target.kind === 'bundle') refuse(this, [BUNDLE_IN_BUNDLE]);
    validate(this, description, this.arguments([...this.targets, target]), NAMES);
    this.targets.push(target);
    return this;
  }

  /**
   * Has Terraform take over a bundle that is there already, by an import block. Terraform >= 1.5.
   *
   * @param bundleId its id at Apono
   */
  importExisting(bundleId: string): void {
    refuseWrongCall(this, 'Bundle.importExisting()', { bundleId });
    importResource(this, this.resource, userText(bundleId));
  }

  private arguments(targets: readonly AccessTarget[]): AponopgBundleArguments {
    return { ...this.settings, accessTargets: targets.map(({ argument }) => argument) };
  }

  private values() {
    return attributeValues(objectShapeOf(description.schema), userData(this.arguments(this.targets)));
  }
}

/** The props whose names are not those of the attributes. */
const NAMES = { access_targets: 'targets' };

const NO_TARGET = problem('MISSING_VALUE', ['targets'], 'The bundle gives access to nothing', {
  allowed: 'at least one target',
  next: 'Give `targets`, or call `addTarget`.',
});

const BUNDLE_IN_BUNDLE = problem('CONFLICTING_VALUES', ['target'], 'A bundle holds no bundles', {
  allowed: 'AccessTarget.integration, .accessScope or .query',
  next: 'Add what that bundle holds, or name both in the access flow.',
});
