/** Ports of this machine that were free a moment ago. @module */

import type { Address } from "../../host/address.ts";

const hostname = "127.0.0.1";

/** As many addresses, each at another port. */
export function freeAddresses(count: number): readonly Address[] {
  const listeners = Array.from({ length: count }, () => Deno.listen({ hostname, port: 0 }));
  const ports = listeners.map(({ addr }) => addr.port);
  for (const each of listeners) each.close();
  return ports.map((port) => ({ hostname, port }));
}
