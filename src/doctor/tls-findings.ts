import { SSL_MODES, type SslMode } from '../metadata';
import { namesHost, parseNames } from '../postgres/connect/tls/server-name';
import { type Finding, failed, notChecked, ok, warning } from './finding';
import type { CertificateFacts, Handshake, TlsAnswer } from './network';

/** What was asked for, and of whom. */
export interface TlsWish {
  readonly mode: SslMode;
  /** The name that the certificate has to carry; empty for a socket or a bare address. */
  readonly host: string;
  /** Where the root certificates come from: a path, `given as text` or `system`. */
  readonly rootCert: string;
}

const SOON_DAYS = 21;
const DAY_MS = 86_400_000;

/** The steps TLS, certificate and sslmode. */
export function tlsFindings(answer: TlsAnswer, wish: TlsWish, now: Date): Finding[] {
  return [transport(answer, wish), certificate(answer, wish, now), modes(answer, wish)];
}

/** What a connection in this mode would be, as far as TLS decides it: pg_hba.conf may still refuse. */
export function outcomeOf(mode: SslMode, answer: TlsAnswer, wish: TlsWish): TlsOutcome {
  if (wish.rootCert === 'system' && mode !== 'verify-full') return { kind: 'refused', why: 'too weak for "system"' };
  if (mode === 'disable' || mode === 'allow') return { kind: 'plaintext' };
  const { handshake } = answer;
  if (handshake === undefined) {
    const why = answer.offered ? 'the handshake fails' : 'no TLS';
    return mode === 'prefer' ? { kind: 'plaintext' } : { kind: 'refused', why };
  }
  const verifies = mode === 'verify-ca' || mode === 'verify-full';
  if (verifies && !handshake.hasRoot) return { kind: 'refused', why: 'no root certificate' };
  // A root certificate that is there is used in every mode that encrypts, as libpq does.
  if (handshake.chainError !== undefined) {
    return mode === 'prefer' ? { kind: 'plaintext' } : { kind: 'refused', why: trouble(handshake.chainError) };
  }
  if (mode === 'verify-full' && !fits(handshake, wish))
    return { kind: 'refused', why: `not for ${wish.host || 'a bare address'}` };
  return {
    kind: 'encrypted',
    checked: mode === 'verify-full' ? 'server' : handshake.hasRoot ? 'authority' : 'nothing',
  };
}

export type TlsOutcome =
  | { readonly kind: 'plaintext' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'encrypted'; readonly checked: 'nothing' | 'authority' | 'server' };

function transport({ offered, handshake, failure }: TlsAnswer, { mode }: TlsWish): Finding {
  const step = 'TLS';
  const strict = mode === 'require' || mode === 'verify-ca' || mode === 'verify-full';
  const report = strict ? failed : warning;
  if (!offered) {
    return report(
      step,
      `the server offers none, and sslmode is ${mode}`,
      strict
        ? 'Switch TLS on in the server (ssl = on).'
        : 'Switch TLS on in the server: anybody on the way can read and change everything.',
    );
  }
  if (handshake === undefined) {
    return report(
      step,
      `the handshake failed: ${failure?.message ?? 'no reason given'}`,
      "Compare the TLS versions and the client certificate; the server's log tells its side.",
    );
  }
  if (mode === 'disable' || mode === 'allow') {
    return warning(
      step,
      `${handshake.protocol} is offered, and sslmode ${mode} does not use it`,
      'Use sslmode verify-full.',
    );
  }
  return ok(step, handshake.protocol);
}

function certificate({ handshake }: TlsAnswer, wish: TlsWish, now: Date): Finding {
  const step = 'certificate';
  const own = handshake?.chain[0];
  if (handshake === undefined || own === undefined) return notChecked(step, 'no TLS came about');
  const chain = handshake.chain.map(({ subject }) => subject).concat(handshake.chain.at(-1)?.issuer ?? []);
  const about = `${[...new Set(chain)].join(' < ')}, valid to ${own.validTo.toISOString().slice(0, 10)}`;
  const wrong = troubles(handshake, own, wish, now);
  const [first] = wrong;
  if (first === undefined)
    return ok(
      step,
      `${about}, ${handshake.hasRoot ? 'trusted' : 'not checked against a root certificate'}, for ${wish.host}`,
    );
  const fatal = outcomeOf(wish.mode, { offered: true, handshake }, wish).kind === 'refused';
  const report = fatal ? failed : warning;
  return report(step, `${about}: ${wrong.map(({ what }) => what).join('; ')}`, first.next);
}

function troubles(
  handshake: Handshake,
  own: CertificateFacts,
  wish: TlsWish,
  now: Date,
): { what: string; next: string }[] {
  const found: { what: string; next: string }[] = [];
  const left = (own.validTo.getTime() - now.getTime()) / DAY_MS;
  if (left < 0) found.push({ what: 'it has expired', next: 'Renew it.' });
  else if (own.validFrom > now) found.push({ what: 'it is not valid yet', next: 'Check the clocks.' });
  if (handshake.chainError !== undefined && !handshake.chainError.includes('EXPIRED')) {
    found.push({ what: `not trusted: ${trouble(handshake.chainError)}`, next: rootAdvice(handshake) });
  } else if (!handshake.hasRoot && (wish.mode === 'verify-ca' || wish.mode === 'verify-full')) {
    found.push({ what: `there is no root certificate ${wish.rootCert}`, next: rootAdvice(handshake) });
  }
  if (!fits(handshake, wish)) {
    const names = own.alternativeNames ?? own.commonName ?? 'no name at all';
    found.push({
      what: `it is for ${names}, not for ${wish.host || 'a bare address'}`,
      next: 'Connect by a name that it carries.',
    });
  }
  if (left >= 0 && left < SOON_DAYS)
    found.push({ what: `it ends in ${Math.floor(left)} days`, next: 'Renew it in time.' });
  return found;
}

function rootAdvice({ systemTrusts }: Handshake): string {
  return systemTrusts
    ? 'Set sslrootcert = "system": the authorities that the system trusts will do.'
    : "Give the authority's certificate in sslrootcert (the clouds publish theirs).";
}

function modes(answer: TlsAnswer, wish: TlsWish): Finding {
  const step = 'sslmode';
  const text = SSL_MODES.map((mode) => `${mode}: ${inWords(outcomeOf(mode, answer, wish))}`).join('; ');
  const now = outcomeOf(wish.mode, answer, wish);
  if (now.kind === 'refused') return failed(step, text, `sslmode ${wish.mode} is refused: ${now.why}.`);
  // Where there is no TLS at all, that has been said.
  if (!answer.offered || (now.kind === 'encrypted' && now.checked === 'server')) return ok(step, text);
  const full = outcomeOf('verify-full', answer, wish);
  const way = full.kind === 'refused' ? ` It still lacks: ${full.why}.` : '';
  return warning(step, text, `Use verify-full: sslmode ${wish.mode} cannot tell the server from an impostor.${way}`);
}

function inWords(outcome: TlsOutcome): string {
  if (outcome.kind === 'plaintext') return 'plaintext';
  if (outcome.kind === 'refused') return `refused (${outcome.why})`;
  return { nothing: 'encrypted', authority: 'encrypted, authority checked', server: 'encrypted, server checked' }[
    outcome.checked
  ];
}

function fits({ chain: [own] }: Handshake, { host }: TlsWish): boolean {
  return own !== undefined && host !== '' && namesHost(parseNames(own.alternativeNames, own.commonName), host);
}

function trouble(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
