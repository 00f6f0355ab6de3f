import { camelCase } from '../../src/metadata';

/** The comment above a member of an interface or a class. */
export function docComment(lines: readonly string[]): string {
  return `  /**\n${lines.map((line) => `   * ${line.replaceAll('*/', '*\\/')}\n`).join('')}   */\n`;
}

/** `on_destroy` -> `OnDestroy`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
