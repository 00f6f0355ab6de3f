import {
  type DefaultPrivilegePiece,
  defaultPrivilegePieces,
  foldDefaultPrivileges,
  foldGrants,
  type GrantEntry,
  type GrantPiece,
  grantPieces,
} from '../../metadata';
import {
  type DefaultPrivilegesDocument,
  type GrantDocument,
  type GrantsDocument,
  isUnevaluated,
  type Known,
} from '../project-document';

/** What one call grants to one role. */
export type GrantCall = Omit<GrantDocument, 'grantees' | 'schemas' | 'objects'> & {
  readonly grantee: Known<string>;
  readonly schema?: Known<string>;
  readonly objects?: readonly Known<string>[];
};

/** What one call grants to one role on the future objects of another. */
export type FutureCall = Omit<DefaultPrivilegesDocument, 'grantees' | 'owners' | 'schemas'> & {
  readonly grantee: Known<string>;
  readonly owner: Known<string>;
  readonly schema?: Known<string>;
};

/** The calls that come to these very grants, labels included; undefined where no calls do. */
export function callsFor(
  document: GrantsDocument,
): { readonly grants: readonly GrantCall[]; readonly defaults: readonly FutureCall[] } | undefined {
  const [grants, defaults] = [entriesOf(document.grants), entriesOf(document.default_privileges)];
  if (grants === undefined || defaults === undefined) return undefined;
  const pieces = grantPieces(grants);
  const futurePieces = defaultPrivilegePieces(defaults as never);
  const isSame =
    canonical(foldGrants(pieces)) === canonical(grants) &&
    canonical(foldDefaultPrivileges(futurePieces)) === canonical(defaults);
  return isSame ? { grants: pieces.map(callOf<GrantCall>), defaults: futurePieces.map(callOf<FutureCall>) } : undefined;
}

type Entries = Record<string, GrantEntry>;

/** The entries with a stand-in for each expression among names; undefined where one stands for more than a name. */
function entriesOf(entries: unknown): Entries | undefined {
  if (entries === undefined) return {};
  if (isUnevaluated(entries)) return undefined;
  const known = Object.entries(entries as Record<string, Record<string, unknown>>).map(([label, entry]) => {
    if (isUnevaluated(entry) || Object.values(entry).some(isUnevaluated)) return undefined;
    const members = Object.entries(entry).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((each) => (isUnevaluated(each) ? `\0${each.$template}` : each)) : value,
    ]);
    return [label, Object.fromEntries(members)] as const;
  });
  return known.includes(undefined) ? undefined : Object.fromEntries(known.flatMap((each) => (each ? [each] : [])));
}

function canonical(entries: object): string {
  const members = (object: object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  const plain = (entry: object) =>
    members(entry).flatMap(([name, value]) => {
      if (value === undefined || value === null || value === false) return [];
      return [[name, Array.isArray(value) ? [...new Set(value)].sort() : value]];
    });
  return JSON.stringify(members(entries).map(([label, entry]) => [label, plain(entry)]));
}

/** The expressions back in their places. */
function callOf<Call>(piece: GrantPiece | DefaultPrivilegePiece): Call {
  const back = (value: unknown) =>
    typeof value === 'string' && value.startsWith('\0') ? { $template: value.slice(1) } : value;
  const given = Object.entries(piece).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.map(back) : back(value)]),
  ) as Call;
}
