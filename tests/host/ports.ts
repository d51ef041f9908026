/**
 * Ports that nobody listens at, and that no other test gets. They lie below those that the system gives to
 * whoever dials, so that none of them is taken before the test listens there.
 *
 * A test lets a port go and listens there again, as a node that stops and starts does, or gives it to a
 * process. Were a port merely free when it is asked for, two test processes could have the same one. So each
 * process has a range for itself as long as it lives, by listening at the first port of the range, and goes
 * through the rest in turn.
 */

import type { Address } from "hb/host/address.ts";

const FIRST = 20_000, LAST = 30_000, RANGE = 200;

/** A range that nobody else has, while its guard listens at its first port. */
export interface Range {
  readonly first: number;
  readonly guard: Deno.Listener;
}

/** Takes the first range that is free, from the one with this number on. */
export function takeRange(number: number): Range {
  const ranges = (LAST - FIRST) / RANGE;
  for (let i = 0; i < ranges; i++) {
    const first = FIRST + (number + i) % ranges * RANGE, guard = listen(first);
    if (guard !== undefined) return { first, guard };
  }
  throw new Error("Cannot test because a range of free ports is required: given none");
}

/** The range of this process. */
const own: Range = takeRange(Math.floor(Math.random() * (LAST - FIRST) / RANGE));

/** How many ports of the range have been given out, counted round and round. */
let given = 0;

/** As many free ports in a row as there are nodes; returns the first. */
export function freePorts(nodes: number): number {
  for (let attempt = 0; attempt < RANGE; attempt++) {
    // The first is the guard's.
    if (given % RANGE === 0 || given % RANGE + nodes > RANGE) given += RANGE - given % RANGE + 1;
    const first = own.first + given % RANGE;
    given += nodes;
    if (areFree(first, nodes)) return first;
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

function areFree(first: number, nodes: number): boolean {
  const listeners = Array.from({ length: nodes }, (_, node) => listen(first + node));
  for (const listener of listeners) listener?.close();
  return listeners.every((listener) => listener !== undefined);
}

/** Nothing where somebody else listens. */
function listen(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch {
    return undefined;
  }
}
