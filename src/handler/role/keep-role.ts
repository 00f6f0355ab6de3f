import type { FoundRole } from '../../postgres/roles';
import type { PrivateData, Values } from '../handler-resource';
import { countedMemberships, sameName } from './values';

/**
 * What is kept of a role for the next plan: what that plan changes, and nothing else, since Terraform takes whatever
 * differs for drift. So none of the settings and memberships that the values do not name; not the verifier of its
 * password; not its members, who may be thousands: for loops the server is asked.
 *
 * @param values those of the state that it is kept beside
 */
export function keepRole(role: FoundRole, values: Values, serverVersion: number): PrivateData {
  const { verifier: _, members: __, settings, database_settings, member_of: ___, ...found } = role;
  const databases = (values.database_settings ?? {}) as Readonly<Record<string, unknown>>;
  const looksAfter = (values.member_of ?? null) !== null;
  const counted = looksAfter ? countedMemberships(role, values, serverVersion) : [];
  return {
    found: {
      ...found,
      settings: named(settings, values.settings),
      database_settings: Object.fromEntries(
        Object.entries(databases)
          .map(([name, each]) => [name, named(database_settings[name] ?? {}, each)] as const)
          .filter(([, each]) => Object.keys(each).length > 0),
      ),
      // Whom the member gave it on to changes all the time, where that is a connector.
      member_of: counted.map(({ passedOn: ____, ...row }) => row),
    },
  };
}

/** The settings found that are declared as well, in a stable order. */
function named(found: Readonly<Record<string, string>>, declared: unknown): Record<string, string> {
  const names = Object.keys(declared ?? {});
  const entries = Object.entries(found).filter(([name]) => names.some((each) => sameName(each, name)));
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The role as it was read last; undefined where it never was. */
export function keptRole({ found }: PrivateData): FoundRole | undefined {
  if (found === undefined) return undefined;
  // What a state of 0.1 lacks is not known, and read with the next refresh.
  const { database_settings = {}, ...kept } = found as Omit<FoundRole, 'members' | 'verifier' | 'database_settings'> &
    Partial<Pick<FoundRole, 'database_settings'>>;
  // Whoever may give a membership on may have done so: taking it back then says so, whether or not somebody loses.
  const member_of = kept.member_of.map((row) => ({ ...row, passedOn: row.admin ? ['whomever'] : [] }));
  return { ...kept, database_settings, member_of, members: [], verifier: undefined };
}

/** The oid that the role has to have; undefined where any role of its name will do. */
export function keptOid({ oid }: PrivateData): number | undefined {
  return oid as number | undefined;
}
