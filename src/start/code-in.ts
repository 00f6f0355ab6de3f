/**
 * The program that a file of the build holds: in its one comment, so that Node passes over it quickly. The end of a comment
 * within it is written otherwise.
 */
export function codeIn(file: string): string {
  return file.slice(file.search(/\/\*/) + 2, file.lastIndexOf('*/')).replaceAll('*\u0001/', '*/');
}
