import type { Troubles } from './trouble';

/** Roles, their memberships, passwords and destroys. */
export const ROLES = {
  PASSWORD_CHANGED: {
    why: 'A password by `ephemeral aponopg_password` is drawn in every run anew. It is stored when its version changes; here only one of its two places would get the new one, or somebody else changed the password.',
    cure: 'Raise the version that the role and the secret share (`version` of a `GeneratedPassword`, or `password_wo_version` and `parameters_version`): both get a new password in one apply.',
    example: 'apono_connector on orders has another password than the one that would be stored',
  },
  ROLE_EXISTS: {
    why: 'The role was made by hand, by Apono, or by another stack.',
    cure: 'Import it (`terraform import ADDRESS server/role`, an `import` block, or `aponopg import`), or choose another name.',
    example: 'The role "reader" exists already and is not managed here',
  },
  ROLE_MISSING: {
    why: 'A role named in `member_of` or elsewhere is not there.',
    cure: "Correct the name, or refer to the role's resource, so that it is made first.",
    example: 'The role "team_ro" does not exist',
  },
  ROLE_REPLACED: {
    why: 'Somebody dropped the role and made another of its name: another OID.',
    cure: 'Take it out of the state; import the new one if it is to be managed here.',
    example: 'Another role has taken the name "reader" meanwhile',
  },
  ROLE_RESERVED: {
    why: "The role is PostgreSQL's (`pg_...`), a cloud's, or the admin who signs in.",
    cure: 'Name it under `member_of` where it is needed, and leave the role itself alone.',
    example: 'The role belongs to the cloud that runs the server',
  },
  ROLE_PASSWORD_UNUSED: {
    why: 'The role has a password and no LOGIN. A warning.',
    cure: 'Set `login = true`, or leave out the password.',
    example: 'The role has a password and may not sign in',
  },
  ROLE_PASSWORD_LOST: {
    why: "An md5 password does not survive a new name; beside a cloud's sign-in role a password is refused. A warning.",
    cure: 'Set the password together with the name; leave out the membership or the password.',
    example: 'The stored password is an md5 one, which does not survive a new name',
  },
  MEMBERSHIP_LOOP: {
    why: 'A role would be a member of itself, through others.',
    cure: 'Remove one of the memberships in the circle.',
    example: 'The memberships go in a circle: a -> b -> a',
  },
  UNKNOWN_SETTING: {
    why: 'A typing mistake, a setting of an extension that is not loaded, or one that only the whole server has.',
    cure: 'Look it up in `pg_settings`.',
    example: 'The server has no such setting',
  },
  UNSUPPORTED_VERSION: {
    why: 'The `inherit` and `set` options of memberships came with PostgreSQL 16.',
    cure: 'Leave them out on older servers.',
    example: 'Memberships have no SET option before PostgreSQL 16',
  },
  ROLE_OWNS_OBJECTS: {
    why: 'A role that is to be destroyed owns tables or other things.',
    cure: 'Name an heir in `on_destroy.reassign_owned_to` (or `drop_owned = true`), apply that, then destroy.',
    example: 'The role owns, in database "orders": table app.orders',
  },
  ROLE_HANDS_ON_CODE: {
    why: 'The heir would get functions, views or triggers that then run with its rights.',
    cure: 'Read that code; then drop it, name another heir, or set `on_destroy.reassign_executable_objects`.',
    example:
      'What the role owns in database "orders" would run with the rights of app_owner, who has others: function app.f()',
  },
  ROLE_IN_USE: {
    why: 'Sessions of the role are open.',
    cure: 'Close them, or set `on_destroy.terminate_sessions = true` and apply that first.',
    example: 'Sessions of the role are open: 2 from 10.0.0.9',
  },
  ROLE_NOT_REMOVABLE: {
    why: 'A database that cannot be reached, or temporary objects of others, still name the role.',
    cure: 'Do what the message says and destroy again: it goes on from there.',
    example: 'The database "archive" names the role and takes no connections',
  },
  ROLE_LOSES: {
    why: 'A destroy of a role takes its privileges and perhaps objects with it. A warning that lists them.',
    cure: 'Go on if it is meant.',
    example: 'Destroying the role reader takes away more than the role',
  },
} as const satisfies Troubles;
