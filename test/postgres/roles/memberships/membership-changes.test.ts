import { displayOf, planRole, type RoleSpec } from '../../../../src/postgres/roles';
import type { FoundMembership } from '../../../../src/postgres/roles/found-role';
import { foundRole, membership } from '../facts';

/** The statements that make the memberships found those that are wanted. */
function shown(
  wanted: Omit<RoleSpec, 'name'>,
  member_of: readonly FoundMembership[],
  { version = 160_000, previous }: { readonly version?: number; readonly previous?: Omit<RoleSpec, 'name'> } = {},
): string[] {
  const name = 'app';
  return planRole({ name, ...wanted }, foundRole({ member_of, inherit: wanted.inherit ?? true }), {
    serverVersion: version,
    ...(previous && { previous: { name, ...previous } }),
  }).map(displayOf);
}

const team = (more: object = {}) => [{ role: 'team', ...more }];

describe('what nobody looks after stays', () => {
  test('where there is no list', () => {
    expect(shown({}, [membership('team')])).toEqual([]);
    expect(shown({ member_of: null }, [membership('team')])).toEqual([]);
  });

  test('but an empty list says that there must be none', () => {
    expect(shown({ member_of: [] }, [membership('team')])).toEqual(['REVOKE "team" FROM "app" GRANTED BY "boss"']);
  });

  test('where PostgreSQL made it, unless ADMIN OPTION was declared', () => {
    const implicit = membership('team', { implicit: true, admin: true, inherit: false, set: false });
    expect(shown({ member_of: [] }, [implicit])).toEqual([]);
    expect(shown({ member_of: [] }, [implicit], { previous: { member_of: team({ admin: true }) } })).toEqual([
      'REVOKE "team" FROM "app" GRANTED BY "boss"',
    ]);
    expect(shown({ member_of: [] }, [implicit], { previous: { member_of: team() } })).toEqual([]);
    expect(shown({ member_of: team({ admin: true, inherit: false, set: false }) }, [implicit])).toEqual([]);
    // It is not what is declared: that is given besides.
    expect(shown({ member_of: team() }, [implicit])).toEqual([
      'GRANT "team" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE',
    ]);
  });

  test('where a grantor is ignored, and then it fulfils nothing', () => {
    const temporary = membership('team', { grantor: 'connector' });
    const ignoring = { ignore_grantors: ['connector'] };
    expect(shown({ member_of: [], ...ignoring }, [temporary])).toEqual([]);
    expect(shown({ member_of: team(), ...ignoring }, [temporary])).toEqual([
      'GRANT "team" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE',
    ]);
    // Before 16 there is one row for each pair.
    expect(shown({ member_of: team(), ...ignoring }, [temporary], { version: 150_000 })).toEqual([]);
    expect(shown({ member_of: team({ admin: true }), ...ignoring }, [temporary], { version: 150_000 })).toEqual([
      'GRANT "team" TO "app" WITH ADMIN OPTION',
    ]);
  });
});

describe('options', () => {
  const WITH = (admin: string, inherit: string, set: string) =>
    `GRANT "team" TO "app" WITH ADMIN ${admin}, INHERIT ${inherit}, SET ${set}`;

  test.each(['admin', 'inherit', 'set'] as const)('%s that is too much is cut back, by who gave it', (option) => {
    const held = { admin: false, inherit: false, set: false, [option]: true };
    const none = team({ admin: false, inherit: false, set: false });
    expect(shown({ member_of: none }, [membership('team', held)])).toEqual([
      `${WITH('FALSE', 'FALSE', 'FALSE')} GRANTED BY "boss"`,
    ]);
    expect(shown({ member_of: none }, [membership('team', { ...held, [option]: false })])).toEqual([]);
  });

  test.each(['admin', 'inherit', 'set'] as const)('%s that is lacking is given', (option) => {
    const all = { admin: true, inherit: true, set: true };
    expect(shown({ member_of: team(all) }, [membership('team', { ...all, [option]: false })])).toEqual([
      WITH('TRUE', 'TRUE', 'TRUE'),
    ]);
  });

  test('several grantors give together what is wanted', () => {
    const rows = [
      membership('team', { inherit: false, set: true }),
      membership('team', { grantor: 'chief', inherit: true, set: false }),
    ];
    expect(shown({ member_of: team() }, rows)).toEqual([]);
    expect(shown({ member_of: team({ admin: true }) }, rows)).toEqual([WITH('TRUE', 'TRUE', 'TRUE')]);
  });

  test("inherit follows the role's own where it is not said", () => {
    expect(shown({ inherit: false, member_of: team() }, [])).toEqual([WITH('FALSE', 'FALSE', 'TRUE')]);
    expect(shown({ inherit: false, member_of: team({ inherit: true }) }, [])).toEqual([WITH('FALSE', 'TRUE', 'TRUE')]);
  });
});

describe('the order', () => {
  test('what the member gave itself goes first, since it rests on the others', () => {
    const rows = [membership('team', { admin: true }), membership('team', { grantor: 'app' })];
    expect(shown({ member_of: [] }, rows)).toEqual([
      'REVOKE "team" FROM "app" GRANTED BY "app"',
      'REVOKE "team" FROM "app" GRANTED BY "boss"',
    ]);
  });

  test('a new name is given first, and what the member gave itself carries it', () => {
    const found = foundRole({ name: 'old', member_of: [membership('team', { grantor: 'old' })] });
    expect(planRole({ name: 'app', member_of: [] }, found, { serverVersion: 180_000 }).map(displayOf)).toEqual([
      'ALTER ROLE "old" RENAME TO "app"',
      'REVOKE "team" FROM "app" GRANTED BY "app"',
    ]);
  });
});

describe('what rests on what is taken back', () => {
  const admin = (more: object = {}) => membership('team', { admin: true, passedOn: ['bob'], ...more });

  test('goes by CASCADE', () => {
    expect(shown({ member_of: [] }, [admin()])).toEqual(['REVOKE "team" FROM "app" GRANTED BY "boss" CASCADE']);
    expect(shown({ member_of: team() }, [admin()])).toEqual([
      'REVOKE ADMIN OPTION FOR "team" FROM "app" GRANTED BY "boss" CASCADE',
      'GRANT "team" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE GRANTED BY "boss"',
    ]);
  });

  test('before 16 nothing does', () => {
    expect(shown({ member_of: [] }, [admin()], { version: 150_000 })).toEqual(['REVOKE "team" FROM "app"']);
  });
});

describe('who gave it is joined to take it back', () => {
  const lender = {
    ...{ borrower: 'boss', acts: false, inherits: false, grantable: true, superuser: false },
    ...{ holds: [], grantor: 'boss', before: null },
  };
  const JOIN = 'GRANT "chief" TO "boss" WITH INHERIT TRUE, SET TRUE';
  const PART = 'REVOKE "chief" FROM "boss" GRANTED BY "boss"';

  test('once, for all that it gave, and is parted with before anything is given', () => {
    const rows = ['team', 'crew'].map((role) => membership(role, { grantor: 'chief', lender }));
    expect(shown({ member_of: [{ role: 'new' }] }, rows)).toEqual([
      JOIN,
      'REVOKE "crew", "team" FROM "app" GRANTED BY "chief"',
      PART,
      'GRANT "new" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE',
    ]);
  });

  test('to cut back, too; not where the admin has its privileges, nor before 16', () => {
    const row = (by: typeof lender | null) => [membership('team', { grantor: 'chief', admin: true, lender: by })];
    const cut = 'GRANT "team" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE GRANTED BY "chief"';
    expect(shown({ member_of: team() }, row(lender))).toEqual([JOIN, cut, PART]);
    expect(shown({ member_of: team() }, row(null))).toEqual([cut]);
    expect(shown({ member_of: [] }, row(lender), { version: 150_000 })).toEqual(['REVOKE "team" FROM "app"']);
  });
});
