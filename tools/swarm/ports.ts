/** Ports that nobody listens at. @module */

import type { Address } from "hb/host/address.ts";

/**
 * Addresses of this machine that were free just now. All are listened at before the first is let go, so that no two
 * are the same. Somebody else may still take one before its process does, which that process says then.
 */
export function freeAddresses(count: number): Address[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  return listeners.map((listener) => {
    const { port } = listener.addr as Deno.NetAddr;
    listener.close();
    return { hostname: "127.0.0.1", port };
  });
}
