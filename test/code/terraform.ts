import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for files of Terraform, and Terraform run in it with a configuration of its own. */
export class TerraformFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'view-as-code-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
    writeFileSync(join(this.path, 'terraform.rc'), '');
  }

  /** What `terraform fmt` would change: nothing when every file is as it leaves it. */
  formatDiff(): string {
    const { stdout, stderr } = this.run(['fmt', '-check', '-diff', '-no-color', '-recursive']);
    return stdout + stderr;
  }

  /** The errors of `terraform validate` after `terraform init`, in words. */
  validate(): string[] {
    this.init();
    const { stdout } = this.run(['validate', '-json']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { summary: string; detail: string }[] };
    return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  }

  /** `terraform plan`, as `terraform show -json` tells it. */
  plan(): Record<string, unknown> {
    this.init();
    const { status, stdout, stderr } = this.run(['plan', '-out=plan', '-no-color', '-input=false']);
    if (status !== 0) throw new Error(stdout + stderr);
    return JSON.parse(this.run(['show', '-json', 'plan']).stdout) as Record<string, unknown>;
  }

  apply(): void {
    this.init();
    const { status, stdout, stderr } = this.run(['apply', '-auto-approve', '-no-color', '-input=false']);
    if (status !== 0) throw new Error(stdout + stderr);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private init(): void {
    const { status, stdout, stderr } = this.run(['init', '-no-color', '-input=false']);
    if (status !== 0) throw new Error(stdout + stderr);
  }

  private run(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
    const env = {
      ...process.env,
      TF_CLI_CONFIG_FILE: join(this.path, 'terraform.rc'),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    };
    return spawnSync('terraform', args, { cwd: this.path, env, encoding: 'utf8', maxBuffer: 64 << 20 });
  }
}
