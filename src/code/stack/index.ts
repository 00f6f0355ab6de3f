export { type IsBlock, isBlockBySchema, type Member } from './schema';
export { type StackToHclOptions, stackToHcl } from './stack-to-hcl';
