/**
 * Ports that nobody listens at. They lie below those that the system gives to whoever dials, so that none
 * of them is taken before the test listens there.
 */

import type { Address } from "hb/host/address.ts";

/** As many free ports in a row as there are nodes; returns the first. */
export function freePorts(nodes: number): number {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const listeners: Deno.Listener[] = [];
    try {
      for (let i = 0; i < nodes; i++) {
        listeners.push(Deno.listen({ hostname: "127.0.0.1", port: first + i }));
      }
      return first;
    } catch {
      // One of them is in use; others are not.
    } finally {
      for (const listener of listeners) listener.close();
    }
  }
  throw new Error("Cannot test because free ports are required: given none");
}

/** Addresses of this machine, as many as there are nodes. */
export function freeAddresses(nodes: number): Address[] {
  const first = freePorts(nodes);
  return Array.from(
    { length: nodes },
    (_, node) => ({ hostname: "127.0.0.1", port: first + node }),
  );
}
