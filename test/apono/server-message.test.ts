import fc from 'fast-check';
import { serverMessage } from '../../src/apono/server-message';
import { rememberSecret } from '../../src/problem';

describe('what a server says', () => {
  test.each([
    ['{"message":"no such connector"}', 'no such connector'],
    ['{"status":"401","code":"Unauthorized"}', 'Unauthorized'],
    ['{"error_code":"E1","error_details":"name is taken"}', 'name is taken'],
    ['{"error":{"message":"deep"}}', 'deep'],
    ['{"errors":[{"message":"one"},"two",3]}', 'one; two'],
    ['{"strange":true}', '{"strange":true}'],
    ['"only a string"', 'only a string'],
    ['', ''],
    ['null', 'null'],
    ['  plain\n\ttext \u001b[31m', 'plain text [31m'],
    ['<html><head><title>502 Bad Gateway</title></head><body>x</body></html>', 'a web page: 502 Bad Gateway'],
    ['<!DOCTYPE html><style>a{}</style><p>Sign in</p><script>x</script>', 'a web page: Sign in'],
  ])('%j becomes %j', (body, message) => {
    expect(serverMessage(body)).toBe(message);
  });

  test('is one short line, whatever the body', () => {
    const bodies = fc.oneof(
      fc.string({ maxLength: 800, unit: 'binary' }),
      fc.json(),
      fc.string().map((text) => `<html>${text}`),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const message = serverMessage(body);
        expect(message.length).toBeLessThanOrEqual(301);
        expect(message).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test('never holds a secret that it was told to leave out, nor half of one', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9"\\/+&=_-]{12,60}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.nat(600), (token, around, padding) => {
        rememberSecret(token);
        const text = `${around}${'.'.repeat(padding)}${token}${around}`;
        for (const body of [text, JSON.stringify({ message: text }), JSON.stringify({ x: text }), `<html>${text}`]) {
          const message = serverMessage(body);
          expect(message).not.toContain(token);
          expect(message).not.toContain(token.slice(0, 10));
        }
      }),
    );
  });
});
