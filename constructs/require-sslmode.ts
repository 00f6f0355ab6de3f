import { Annotations, type IAspect, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { SSL_MODES, type SslMode } from '../src/metadata';
import { type Path, type Problem, problem, renderProblem } from '../src/problem';
import { refuseOther, refuseWrongCall } from './checks/validation';
import { AponoResourceIntegration } from './l1/apono-resource-integration';
import { AponopgIntegration } from './l1/aponopg-integration';
import { AponopgProvider } from './l1/aponopg-provider';

/**
 * An aspect that refuses, at synth, servers and integrations whose connections are less safe than wanted: those that say
 * nothing as well. Sockets in a folder of the machine need no TLS.
 *
 * @example
 * Aspects.of(app).add(new RequireSslMode('verify-full'));
 */
export class RequireSslMode implements IAspect {
  /** The least that is accepted. */
  readonly least: SslMode;

  /**
   * @param least the least that is accepted, of disable, allow, prefer, require, verify-ca and verify-full
   */
  constructor(least: SslMode = 'verify-full') {
    refuseOther('RequireSslMode', 'least', least, SSL_MODES);
    this.least = least;
  }

  /** Looks at one construct; called at synth. */
  visit(node: IConstruct): void {
    refuseWrongCall('RequireSslMode', 'RequireSslMode.visit()', { node });
    for (const { path, sslmode } of connectionsOf(node)) {
      if (Token.isUnresolved(sslmode)) Annotations.of(node).addWarning(renderProblem(this.notChecked(path)));
      else if (!this.accepts(sslmode)) Annotations.of(node).addError(renderProblem(this.tooLow(path, sslmode)));
    }
  }

  private accepts(sslmode: unknown): boolean {
    return SSL_MODES.indexOf(sslmode as SslMode) >= SSL_MODES.indexOf(this.least);
  }

  private tooLow(path: Path, sslmode: unknown): Problem {
    const what = sslmode === undefined ? 'No `sslmode` is given' : 'The `sslmode` is less than is required';
    return problem('INVALID_VALUE', path, what, {
      ...(sslmode !== undefined && { value: sslmode }),
      allowed: SSL_MODES.slice(SSL_MODES.indexOf(this.least)).join(', '),
      next: `Give \`sslmode: '${this.least}'\`; docs/connections.md says what it needs.`,
    });
  }

  private notChecked(path: Path): Problem {
    return problem('NOT_CHECKED', path, 'The `sslmode` is not known before it is deployed, so it was not checked', {
      severity: 'warning',
      allowed: SSL_MODES.slice(SSL_MODES.indexOf(this.least)).join(', '),
      next: 'Write it into the program, or validate the variable that it comes from.',
    });
  }
}

/** The connections that a bare construct declares; those around it declare none of their own. */
function connectionsOf(node: IConstruct): { readonly path: Path; readonly sslmode: unknown }[] {
  if (AponopgProvider.isAponopgProvider(node)) {
    const { servers = {} } = node.attributes() as { servers?: Record<string, { host?: string; sslmode?: unknown }> };
    return Object.entries(servers).flatMap(([name, { host, sslmode }]) =>
      host?.startsWith('/') ? [] : [{ path: ['servers', name, 'sslmode'], sslmode }],
    );
  }
  if (node instanceof AponopgIntegration) return [{ path: ['sslmode'], sslmode: node.arguments.sslmode }];
  if (node instanceof AponoResourceIntegration) {
    return [{ path: ['integration_config', 'sslmode'], sslmode: node.arguments.integration_config.sslmode }];
  }
  return [];
}
