/** Longer storms over clusters of processes than the ordinary tests have time for. */

import { assert, assertEquals } from "@std/assert";
import { fits, protocols, type StoreKind, waysToRead } from "../../tools/cluster/store.ts";
import type { Result } from "../../tools/kv/operation.ts";
import { missing, others } from "../cluster/other_engines.ts";
import { afterAStop, careless, isOld } from "../cluster/stop.ts";
import { storm } from "../cluster/storm.ts";

const minute = 60_000;

const storms = [
  { name: "a few clients on a few keys", clients: 4, keys: 2 },
  { name: "many clients", clients: 24, keys: 8 },
  { name: "one key that everybody fights for", clients: 6, keys: 1 },
];

for (const { name, clients, keys } of storms) {
  Deno.test(`a minute of faults with ${name}`, async () => {
    const { done, operations, faults, lines } = await storm({ forMs: minute, clients, keys });
    console.log(`${done} of ${operations} operations acknowledged through ${faults} faults`);
    assert(done > 1_000, `only ${done} operations were acknowledged`);
    assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
  });
}

/** Each way to read of each protocol with one log; those with several have storms of their own. */
const kinds: readonly StoreKind[] = protocols.filter((each) => each !== "multiraft").flatMap((
  protocol,
) => waysToRead.map((reads) => ({ protocol, reads })).filter(fits));

for (const kind of kinds) {
  Deno.test(`${kind.protocol}, read by ${kind.reads}: twenty seconds of faults`, async () => {
    const { lines } = await storm({ kind, forMs: minute / 3, clients: 6, keys: 3 });
    assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
  });
}

for (const engine of others) {
  const why = missing(engine);
  Deno.test({
    name: `logs in ${engine}: twenty seconds of faults${
      why === undefined ? "" : ` (not here: ${why})`
    }`,
    ignore: why !== undefined,
    async fn() {
      const { lines } = await storm({ engine, forMs: minute / 3, clients: 12, keys: 4 });
      assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
    },
  });
}

Deno.test("multipaxos, read by quorum-lease: a server that was stopped for longer than its lease reads nothing old", async () => {
  const kind = { protocol: "multipaxos", reads: "quorum-lease" } as const;
  assertEquals((await afterAStop(kind, false)).filter(isOld), []);
  const seen: Result[] = [];
  for (let tries = 0; tries < 6 && !seen.some(isOld); tries++) {
    seen.push(...await afterAStop(kind, false, careless));
  }
  assert(seen.some(isOld), "a server that does not look whether its lease lasts reads nothing old");
});
