/** Longer storms over clusters of processes than the ordinary tests have time for. */

import { assert } from "@std/assert";
import { protocols, type StoreKind, waysToRead } from "../../tools/cluster/store.ts";
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

/** Each way to read of each protocol. */
const kinds: readonly StoreKind[] = protocols.flatMap((protocol) =>
  waysToRead.filter((reads) => protocol === "multipaxos" || reads !== "bodega")
    .map((reads) => ({ protocol, reads }))
);

for (const kind of kinds) {
  Deno.test(`${kind.protocol}, read by ${kind.reads}: twenty seconds of faults`, async () => {
    const { lines } = await storm({ kind, forMs: minute / 3, clients: 6, keys: 3 });
    assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
  });
}
