export { attribute, type Block, block, type Comment, comment, type Item, printHclDocument } from './blocks';
export { escapeSequences } from './escape';
export {
  compareText,
  type Entry,
  type Expression,
  fromTerraformJson,
  type JsonValue,
  list,
  literal,
  object,
  raw,
  template,
} from './expression';
export { isIdentifier, unwrapReference, writeExpression } from './quote';
export { scanExpression, scanTemplate } from './scan';
export { type TemplatePart, type Token, UnreadableExpression } from './token';
