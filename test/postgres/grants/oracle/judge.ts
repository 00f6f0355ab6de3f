import { type Acl, type AclItem, ownOptions, PUBLIC } from './acl';
import { both, type Declaration, type Holding, less, meaningOf, missingColumn, NOTHING, share } from './declaration';
import type { Given, Hindrance } from './given';
import { addsOnly, defaultFaults, futuresOf } from './judge-defaults';
import { type Gave, heldBy, notIgnored } from './memory';
import { type Bits, builtIn, every, names } from './privileges';
import { Reach } from './reach';
import { aclOf, keyOf, type Thing, type World } from './world';

/** What is foretold of an apply: whether it may be refused, and what the catalogs must be like afterwards. */
export interface Forecast {
  readonly verdict: 'succeeds' | 'is refused' | 'either';
  /** Why it is refused, or might be. */
  readonly why: string;
  /** What is wrong with the world after an apply that succeeded; nothing where it is as foretold. */
  faults(after: World): string[];
  /** Whether others lost what rests on what is revoked, so that it has to be told. */
  othersLost(after: World): boolean;
}

/** From the meaning of a declaration by `design.md`, before the engine is asked. */
export function forecast(before: World, declaration: Declaration, gave: Gave, admin: string): Forecast {
  const meaning = meaningOf(declaration, before);
  const reach = new Reach(before, admin);
  const cases = before.things.map((thing) => caseOf(thing, before, { declaration, meaning, gave, reach, admin }));
  const futures = futuresOf(before, { declaration, meaning, gave, reach, admin });
  const onlyAdds = addsOnly(before, meaning);
  const reasons = [...cases.map(({ hindrance }) => hindrance), ...futures.map(({ hindrance }) => hindrance)];
  const refused = missingColumn(declaration, before) ?? onlyAdds ?? reasons.find((each) => each?.sure === true)?.why;
  const doubtful = reasons.find((each) => each !== undefined)?.why;
  return {
    verdict: refused !== undefined ? 'is refused' : doubtful !== undefined ? 'either' : 'succeeds',
    why: refused ?? doubtful ?? '',
    faults: (after) => [
      ...cases.flatMap((each) => faultsOf(each, after, declaration)),
      ...defaultFaults(futures, before, after),
      ...(JSON.stringify(members(before)) === JSON.stringify(members(after)) ? [] : ['memberships changed']),
    ],
    othersLost: (after) => cases.some((each) => lostUnasked(each, after)),
  };
}

interface Case {
  readonly thing: Thing;
  readonly key: string;
  readonly before: Acl;
  /** By grantee. */
  readonly wanted: ReadonlyMap<string, Holding>;
  /** What of each line has to go. */
  readonly asked: (line: AclItem) => Holding;
  /** What may go of a line, because it rests on what goes. */
  readonly mayGo: (line: AclItem) => Holding;
  /** In whose names new grants may be. */
  readonly grantors: ReadonlySet<string>;
  /** What differs may stay, for nobody can change it and no entry names it. */
  readonly mayStay: boolean;
  readonly hindrance: Hindrance | undefined;
  readonly admin: string;
}

function caseOf(thing: Thing, world: World, given: Given): Case {
  const { declaration, meaning, reach, admin } = given;
  const key = keyOf(thing);
  const before = aclOf(thing, world.version);
  const table = world.things.find(
    (each) => each.kind === 'table' && each.schema === thing.schema && each.name === thing.table,
  );
  const wanted = new Map(
    [...meaning.grantees].flatMap((grantee) => {
      const want = meaning.wanted.get(share(grantee, key));
      return want === undefined || grantee === thing.owner ? [] : [[grantee, want] as const];
    }),
  );
  const asked = (line: AclItem) => askedOf(line, thing, table, given);
  const tableAcl = table === undefined ? [] : aclOf(table, world.version);
  const askedOfTable = (line: AclItem) =>
    table === undefined ? NOTHING : within(askedOf(line, table, undefined, given), every('column', world.version));
  const mayGo = restingOn(before, tableAcl, thing.owner, asked, askedOfTable, world);
  const grantors = reach.grantors(thing, before, tableAcl);
  const one = { thing, key, before, wanted, asked, mayGo, grantors, admin };
  const isNamed = meaning.named.has(key);
  const hindrance = hindranceOf(one, { tableAcl, isNamed, reach, declaration });
  return { ...one, mayStay: hindrance !== undefined && !isNamed, hindrance };
}

/** What of a line has to go. */
function askedOf(line: AclItem, thing: Thing, table: Thing | undefined, given: Given): Holding {
  const { declaration, meaning, gave, reach, admin } = given;
  const { grantee, grantor } = line;
  if (grantee === thing.owner) return NOTHING;
  if (notIgnored([line], thing.owner, declaration, admin).length === 0) return NOTHING;
  const mine = share(grantee, keyOf(thing));
  const want = meaning.wanted.get(mine);
  const isOf = (set: { has(key: string): boolean }) =>
    set.has(mine) || (table !== undefined && set.has(share(grantee, keyOf(table))));
  // Of PUBLIC only what is named is looked at.
  const isLookedAt = grantee !== PUBLIC || isOf(meaning.wanted);
  const isWhole = declaration.mode === 'authoritative' && meaning.grantees.has(grantee) && isLookedAt;
  if (isWhole || isOf(meaning.closed)) return less(line, want);
  const given_ = gave.grants.get(mine);
  if (given_ === undefined || !reach.isOurs(grantor, thing)) return NOTHING;
  const nature = grantee === PUBLIC ? builtIn(thing.kind) : 0;
  const held = line.held & given_.held & ~nature;
  return less({ held, options: line.options & (given_.options | held) }, want);
}

/**
 * What may go of lines that nobody asked to take: what was given by an option that goes, and what stands on a column for
 * one who loses the same on the table by the same grantor.
 */
function restingOn(
  lines: Acl,
  table: Acl,
  owner: string,
  asked: (line: AclItem) => Holding,
  askedOfTable: (line: AclItem) => Holding,
  { roles }: World,
): (line: AclItem) => Holding {
  const gone = new Map<AclItem, Holding>();
  for (const line of lines) {
    const same = table.find((each) => each.grantee === line.grantee && each.grantor === line.grantor);
    const along = same === undefined ? NOTHING : askedOfTable(same);
    const all = both(asked(line), { held: along.held, options: along.held | along.options });
    gone.set(line, { held: line.held & all.held, options: line.options & (all.held | all.options) });
  }
  for (let grew = true; grew; ) {
    grew = false;
    for (const line of lines) {
      if (line.grantor === owner) continue;
      const before = gone.get(line) ?? NOTHING;
      const lost = lines
        .filter((each) => each.grantee !== PUBLIC && roles.hasPrivilegesOf(line.grantor, each.grantee))
        .reduce((all, each) => all | (gone.get(each)?.options ?? 0), 0);
      const after = both(before, { held: line.held & lost, options: line.options & lost });
      if (after.held === before.held && after.options === before.options) continue;
      gone.set(line, after);
      grew = true;
    }
  }
  // What the owner gave and nobody asked for is given again.
  return (line) => (line.grantor === owner ? asked(line) : (gone.get(line) ?? NOTHING));
}

function hindranceOf(
  { thing, before, wanted, asked, mayGo }: Pick<Case, 'thing' | 'before' | 'wanted' | 'asked' | 'mayGo'>,
  {
    tableAcl,
    isNamed,
    reach,
    declaration,
  }: { tableAcl: Acl; isNamed: boolean; reach: Reach; declaration: Declaration },
): Hindrance | undefined {
  const label = keyOf(thing);
  const all: Hindrance[] = [];
  const asOwner = reach.canAct(thing.owner);
  for (const line of before) {
    const go = asked(line);
    if ((go.held | go.options) === 0) continue;
    const { grantee, grantor } = line;
    const who = `what ${grantor} gave ${grantee} on ${label}`;
    if (grantor === thing.owner) {
      if (!asOwner) all.push({ why: who, sure: isNamed });
      else if (reach.actsByOptions(thing, before, tableAcl)) all.push({ why: who, sure: false });
      continue;
    }
    const isOrphan = ((go.held | go.options) & ~ownOptions([...before, ...tableAcl], grantor, thing.owner)) !== 0;
    const rests =
      mayGo(line).held !== asked(line).held ||
      before.some((each) => asked(each).options !== 0 || asked(each).held !== 0);
    if (!reach.canAct(grantor) && !asOwner) all.push({ why: who, sure: isNamed && !rests });
    else if (isOrphan || !reach.canAct(grantor) || reach.isSuperuser(grantor) || !asOwner)
      all.push({ why: who, sure: false });
  }
  for (const [grantee, want] of wanted) {
    const left = notIgnored(before, thing.owner, declaration, reach.admin).map((line) => ({
      ...line,
      ...less(line, mayGo(line)),
    }));
    const missing = less(want, heldBy(left, grantee));
    const bitsMissing = missing.held | missing.options;
    if (bitsMissing === 0) continue;
    if (asOwner) {
      // What an ignored grantor gives does not count, and PostgreSQL may have it give.
      const isIgnored = ({ grantee: holder }: AclItem) => declaration.ignore_grantors.includes(holder);
      const [mine, its] = [before.filter(isIgnored), tableAcl.filter(isIgnored)];
      if (reach.actsByOptions(thing, mine, its)) all.push({ why: `what ${grantee} lacks on ${label}`, sure: false });
      continue;
    }
    const options = reach.optionsOfAdmin(thing, before, tableAcl);
    const surelyMissing = less(want, heldBy(notIgnored(before, thing.owner, declaration, reach.admin), grantee));
    const cannot = ((surelyMissing.held | surelyMissing.options) & ~options) !== 0;
    if ((bitsMissing & ~options) === 0 && !before.some((each) => mayGo(each).held !== 0)) continue;
    all.push({ why: `${names(bitsMissing).join(', ')} on ${label} for ${grantee}`, sure: cannot && isNamed });
  }
  return all.find(({ sure }) => sure) ?? all[0];
}

function faultsOf(one: Case, world: World, declaration: Declaration): string[] {
  const { key, before, wanted, asked, mayGo, grantors, mayStay, admin } = one;
  const thing = world.things.find((each) => keyOf(each) === key);
  if (thing === undefined) return [`${key} is gone`];
  const after = aclOf(thing, world.version);
  const faults: string[] = [];
  const complain = (line: AclItem, what: string, set: Bits) => {
    if (set !== 0) faults.push(`${key}: ${what} ${names(set).join(', ')}, which ${line.grantor} gave ${line.grantee}`);
  };
  const counting = notIgnored(after, thing.owner, declaration, admin);
  for (const line of lines(before, after)) {
    const was = find(before, line);
    const is = find(after, line);
    const go = asked(was);
    const may = both(go, mayGo(was));
    const want = wanted.get(line.grantee) ?? NOTHING;
    const mine = grantors.has(line.grantor) ? want : NOTHING;
    complain(line, 'lost', was.held & ~is.held & ~may.held);
    complain(line, 'lost the option for', was.options & ~is.options & ~(may.held | may.options));
    complain(line, 'kept', mayStay ? 0 : is.held & go.held & was.held & ~mine.held);
    complain(
      line,
      'kept the option for',
      mayStay ? 0 : is.options & was.options & (go.held | go.options) & ~mine.options,
    );
    complain(line, 'was given', is.held & ~was.held & ~mine.held);
    complain(line, 'was given the option for', is.options & ~was.options & ~mine.options);
    const others = heldBy(
      counting.filter((each) => each.grantor !== line.grantor),
      line.grantee,
    );
    const regiven = both(may, NOTHING).held;
    complain(line, 'was given needlessly', is.held & ~is.options & ~was.held & others.held & ~regiven);
  }
  if (mayStay) return faults;
  for (const [grantee, want] of wanted) {
    const lacks = less(want, heldBy(counting, grantee));
    if ((lacks.held | lacks.options) !== 0) {
      faults.push(`${key}: ${grantee} lacks ${names(lacks.held | lacks.options).join(', ')}`);
    }
  }
  return faults;
}

/** An owner's rights on its own are no grants, whoever gave it some more. */
function lostUnasked({ key, before, asked }: Case, world: World): boolean {
  const thing = world.things.find((each) => keyOf(each) === key);
  if (thing === undefined) return false;
  const others = before.filter(({ grantee }) => grantee !== thing.owner);
  return others.some((line) => {
    const is = find(aclOf(thing, world.version), line);
    const go = asked(line);
    return (line.held & ~is.held & ~go.held) !== 0 || (line.options & ~is.options & ~go.options & ~go.held) !== 0;
  });
}

function members({ roles }: World): string[] {
  return roles.memberships.map((each) => JSON.stringify(Object.entries(each).sort())).sort();
}

function lines(one: Acl, other: Acl): readonly AclItem[] {
  return [...new Map([...one, ...other].map((each) => [JSON.stringify([each.grantee, each.grantor]), each])).values()];
}

function find(acl: Acl, { grantee, grantor }: AclItem): AclItem {
  const found = acl.find((each) => each.grantee === grantee && each.grantor === grantor);
  return found ?? { grantee, grantor, ...NOTHING };
}

function within({ held, options }: Holding, set: Bits): Holding {
  return { held: held & set, options: options & set };
}
