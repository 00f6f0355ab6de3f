import type { Server } from './server';

/** StopProvider: the user wants Terraform to stop. The calls under way end by themselves, and answer as ever. */
export function stopProvider(server: Server): void {
  server.session.stopping.abort();
}
