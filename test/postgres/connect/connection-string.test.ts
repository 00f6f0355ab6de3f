import fc from 'fast-check';
import { parseConnectionString } from '../../../src/postgres/connect';
import { ProblemError } from '../../../src/problem';

describe('a URI', () => {
  test.each([
    ['postgresql://', {}],
    ['postgres://db.internal', { host: 'db.internal' }],
    ['postgresql://db.internal:5433/orders', { host: 'db.internal', port: 5433, database: 'orders' }],
    ['postgresql://app:se%3Acr%40et@h/d', { username: 'app', password: 'se:cr@et', host: 'h', database: 'd' }],
    ['postgresql://app:a:b#c?d@h', { username: 'app', password: 'a:b#c?d', host: 'h' }],
    ['postgresql://[::1]:5433/', { host: '::1', port: 5433 }],
    ['postgresql://a:1,b:2,[fe80::1]/d', { host: 'a,b,fe80::1', port: '1,2,', database: 'd' }],
    ['postgresql://%2Fvar%2Frun/d', { host: '/var/run', database: 'd' }],
    ['postgresql:///d?host=/run/pg&port=5433', { host: '/run/pg', port: 5433, database: 'd' }],
    [
      'postgresql://h?sslmode=verify-ca&connect_timeout=3',
      { host: 'h', sslmode: 'verify-ca', connect_timeout_seconds: 3 },
    ],
    ['postgresql://h?ssl=true', { host: 'h', sslmode: 'require' }],
    ['postgresql://h?options=-c%20geqo%3Doff', { host: 'h', options: '-c geqo=off' }],
    ['postgresql://h?gssencmode=prefer&sslnegotiation=postgres', { host: 'h' }],
  ])('%s', (text, parameters) => {
    expect(parseConnectionString(text)).toEqual(parameters);
  });
});

describe('keywords and values', () => {
  test.each([
    ['', {}],
    ["host=db.internal  port = 5433 dbname='my db'", { host: 'db.internal', port: 5433, database: 'my db' }],
    ["user='o\\'neill' password=a\\ b\\\\c", { username: "o'neill", password: 'a b\\c' }],
    ["application_name='' sslmode=disable", { sslmode: 'disable' }],
    ["password=a'b", { password: "a'b" }],
  ])('%s', (text, parameters) => {
    expect(parseConnectionString(text)).toEqual(parameters);
  });

  test('any value comes through its quotes unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (password) => {
        const quoted = password.replace(/['\\]/g, '\\$&');
        expect(parseConnectionString(`user=app password='${quoted}' host=h`)).toEqual({
          username: 'app',
          password,
          host: 'h',
        });
        const uri = `postgresql://app:${encodeURIComponent(password)}@h`;
        expect(parseConnectionString(uri)).toEqual({ username: 'app', password, host: 'h' });
      }),
    );
  });
});

describe('what is wrong is refused without showing the string', () => {
  test.each([
    ['postgresql://app:secret@h?gssencmode=require', 'PG_PARAMETER_UNSUPPORTED', /gssencmode/],
    ['postgresql://app:secret@h?replication=true', 'PG_PARAMETER_UNSUPPORTED', /replication/],
    ['password=secret krbsrvname=other', 'PG_PARAMETER_UNSUPPORTED', /krbsrvname/],
    ['password=secret hots=x', 'INVALID_VALUE', /"hots"/],
    ['postgresql://app:secret@h?x', 'INVALID_VALUE', /equals sign/],
    ['postgresql://app:secret%zz@h', 'INVALID_VALUE', /percent/],
    ['postgresql://app:secret@::1', 'INVALID_VALUE', /brackets/],
    ['postgresql://app:secret@h:port', 'INVALID_VALUE', /not well formed/],
    ["password='secret", 'INVALID_VALUE', /pairs/],
    ['password secret', 'INVALID_VALUE', /pairs/],
    ['connect_timeout=secret', 'INVALID_VALUE', /connect_timeout/],
  ])('%s', (text, code, what) => {
    let error: unknown;
    try {
      parseConnectionString(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ProblemError);
    const { problems, message } = error as ProblemError;
    expect(problems[0]?.code).toBe(code);
    expect(message).toMatch(what);
    expect(message).not.toContain('secret');
  });
});
