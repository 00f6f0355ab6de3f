import { refuseWrongCall } from '../checks/validation';

/** Which resources of a type are meant, or left out. */
export class Resources {
  /**
   * By name.
   *
   * @example
   * Resources.named(['orders'])
   */
  static named(names: readonly string[]): Resources {
    refuseWrongCall('Resources.named', 'Resources.named()', { names });
    return new Resources('NAME', undefined, names, 'include_resources');
  }

  /**
   * By a tag.
   *
   * @param key the tag's key
   * @param values what the tag may be
   * @example
   * Resources.tagged('env', ['prod'])
   */
  static tagged(key: string, values: readonly string[]): Resources {
    refuseWrongCall('Resources.tagged', 'Resources.tagged()', { key, values });
    return new Resources('TAG', key, values, 'include_resources');
  }

  /** By the ids that Apono has for them. */
  static withIds(ids: readonly string[]): Resources {
    refuseWrongCall('Resources.withIds', 'Resources.withIds()', { ids });
    return new Resources('APONO_ID', undefined, ids, 'include_resources');
  }

  /**
   * The same resources, left out.
   *
   * @example
   * Resources.named(['customer_secrets']).excluded()
   */
  excluded(): Resources {
    return new Resources(this.type, this.key, this.values, 'exclude_resources');
  }

  private constructor(
    /** What they are told by. */
    readonly type: 'NAME' | 'TAG' | 'APONO_ID',
    /** The tag's key. */
    readonly key: string | undefined,
    /** The names, ids or values. */
    readonly values: readonly string[],
    /** Whether they are meant, or left out. */
    readonly scopeMode: 'include_resources' | 'exclude_resources',
  ) {}
}
