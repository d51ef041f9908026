/** A node that answers reads by leases is stopped for longer than they last, and goes on as if nothing had been. */

import { assert, assertEquals } from "@std/assert";
import type { Result } from "../../tools/kv/operation.ts";
import { afterAStop, careless, isOld } from "./stop.ts";

const kinds = [
  { kind: { protocol: "raft", reads: "lease" }, who: "a leader", leads: true },
  { kind: { protocol: "multipaxos", reads: "lease" }, who: "a leader", leads: true },
  { kind: { protocol: "multipaxos", reads: "bodega" }, who: "a server", leads: false },
] as const;

for (const { kind, who, leads } of kinds) {
  const name = `${kind.protocol}, read by ${kind.reads}`;
  Deno.test(`${name}: ${who} that was stopped for longer than its lease reads nothing old`, async () => {
    assertEquals((await afterAStop(kind, leads)).filter(isOld), []);
  });

  Deno.test(`${name}: ${who} that does not look whether its lease lasts reads what is old`, async () => {
    // On a busy machine it may be long until it goes on, and others are asked by then.
    const seen: Result[] = [];
    for (let tries = 0; tries < 20 && !seen.some(isOld); tries++) {
      seen.push(...await afterAStop(kind, leads, careless));
    }
    assert(seen.some(isOld), JSON.stringify(seen));
  });
}
