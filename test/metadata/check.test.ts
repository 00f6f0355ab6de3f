import fc from 'fast-check';
import {
  check,
  countCharacters,
  type Description,
  integration,
  objectShapeOf,
  provider,
  role,
  type Shape,
  shapeOf,
  withDefaults,
  withoutNulls,
} from '../../src/metadata';
import { renderProblem } from '../../src/problem';
import { INTEGRATION, integrations, ownedIntegrations, placesOf, providers, replaced, roles } from './documents';

const DOCUMENTS: [string, Description, fc.Arbitrary<object>][] = [
  ['integration', integration, integrations],
  ['integration with owners', integration, ownedIntegrations],
  ['role', role, roles],
  ['provider block', provider, providers],
];

const errors = (description: Description, value: unknown) =>
  check(description, value).filter(({ severity }) => severity === 'error');

test.each(DOCUMENTS)('a valid %s has no errors', (_, description, documents) => {
  fc.assert(fc.property(documents, (document) => expect(errors(description, document)).toEqual([])));
});

test.each(DOCUMENTS)(
  'a value not known yet, anywhere in a valid %s, is never complained of',
  (_, description, documents) => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const place of placesOf(document)) {
          expect(errors(description, replaced(document, place))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  },
);

test.each(DOCUMENTS)('whatever stands anywhere in a %s, check answers', (_, description, documents) => {
  const anything = fc.oneof(fc.anything({ withNullPrototype: true }), fc.constantFrom(null, 'x', 0, [], {}, [null]));
  fc.assert(
    fc.property(documents, anything, fc.nat(), (document, value, pick) => {
      const places = placesOf(document);
      const place = places[pick % places.length] ?? [];
      for (const each of check(description, replaced(document, place, value))) expect(each.what).not.toBe('');
    }),
  );
});

describe('a secret is never shown', () => {
  const CANARY = 'canary-5f3a';
  const secretsOf = (shape: Shape, at: (string | number)[] = []): (string | number)[][] => {
    if (shape.annotation.sensitive || shape.annotation.writeOnly) return [at];
    if (shape.kind === 'object') {
      return Object.entries(shape.attributes).flatMap(([name, each]) => secretsOf(each, [...at, name]));
    }
    return shape.kind === 'map' ? secretsOf(shape.element, [...at, 'main']) : [];
  };
  const wrapped = [CANARY, [CANARY], { password: CANARY }, { password: [CANARY] }, [[{ x: CANARY }]]];

  test.each([integration, role, provider])('$name: wherever one has its place, and of whatever kind', (description) => {
    const places = secretsOf(shapeOf(description.schema));
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) {
      // At the place itself, and where a container of it should be.
      for (const depth of place.map((_, index) => index + 1)) {
        for (const value of wrapped) {
          const document = place.slice(0, depth).reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
          expect(check(description, document).map(renderProblem).join('\n')).not.toContain(CANARY);
        }
      }
    }
  });
});

test('null and absent mean the same, at every depth', () => {
  expect(withoutNulls({ a: null, b: { c: null, d: [null, 1] }, e: undefined })).toEqual({ b: { d: [null, 1] } });
});

test('defaults stand where nothing is given', () => {
  const filled = withDefaults(objectShapeOf(role.schema), { name: 'x', login: null, inherit: false });
  expect(filled).toMatchObject({ name: 'x', login: false, inherit: false, connection_limit: -1 });
});

test('no text has more characters than code points', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => countCharacters(text) <= [...text].length));
  fc.assert(fc.property(fc.string(), (text) => expect(countCharacters(text)).toBe(text.length)));
});

test('a number that breaks two bounds is told once, and two that break one are told each', () => {
  const paths = (values: object) => check(integration, { ...INTEGRATION, ...values }).map(({ path }) => path.join('.'));
  expect(paths({ port: -1.5 })).toEqual(['port']);
  expect(paths({ port: 0, credential_rotation_period_in_days: -1 })).toHaveLength(2);
});
