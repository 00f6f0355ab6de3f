import { parseEndpoint } from '../../src/apono';

describe('the endpoint', () => {
  test.each([
    ['https://api.apono.io', 'https://api.apono.io'],
    ['https://API.apono.io/', 'https://api.apono.io'],
    [' https://api.apono.io:8443\n', 'https://api.apono.io:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ])('%j is taken as %s', (given, origin) => {
    expect(parseEndpoint(given)).toBe(origin);
  });

  test.each([
    ['', 'not a URL'],
    ['api.apono.io', 'not a URL'],
    ['ftp://api.apono.io', 'must be an http'],
    ['https://api.apono.io/api', 'no path'],
    ['https://api.apono.io?x=1', 'no path'],
    ['https://api.apono.io#x', 'no path'],
    ['http://api.apono.io', 'in clear'],
    ['http://127.0.0.1.example.com', 'in clear'],
    ['http://localhost.example.com', 'in clear'],
    ['https://user:canary@api.apono.io', 'must not carry'],
    ['https://user:canary@', 'not a URL'],
  ])('%j is refused: %s', (given, why) => {
    expect(() => parseEndpoint(given)).toThrow(why);
    expect(() => parseEndpoint(given)).toThrow('INVALID_VALUE');
    expect(() => parseEndpoint(given)).not.toThrow('canary');
  });
});
