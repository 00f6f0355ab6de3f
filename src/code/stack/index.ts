export { type IsBlock, isBlockBySchema, type Member } from './is-block';
export { type StackToHclOptions, stackToHcl } from './stack-to-hcl';
