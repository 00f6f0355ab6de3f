/** Whether this is `npm test`, which runs every feature through the real thing once: see `test/tiers.js`. */
export const IS_QUICK = process.env.TEST_QUICK === '1';
