import { createAponoClient } from '../../src/apono';

test('at most eight requests are under way at once, and each gets its turn', async () => {
  let [running, most, failed] = [0, 0, 0];
  const client = createAponoClient({
    endpoint: 'https://api.example',
    token: 'a-token-of-the-test',
    retries: 0,
    fetch: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      if (most === 8 && failed < 3) {
        failed += 1;
        throw new Error('broken');
      }
      return new Response('{"code":"NotFound"}', { status: 404 });
    },
  });
  const asked = Array.from({ length: 50 }, (_, index) => client.bundles.get(`id-${index}`));
  const outcomes = await Promise.allSettled(asked);
  expect(most).toBe(8);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(47);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
});
