/** A cluster of processes under load, while nodes are killed, stopped and talked nonsense to. */

import { assert } from "@std/assert";
import { refusals, storm } from "./storm.ts";

Deno.test("killed, stopped and restarted under load, a cluster loses nothing that it acknowledged", async () => {
  const { lines } = await storm({ forMs: 5_000, done: 100, clients: 6, keys: 4 });
  for (const words of refusals) assert(lines.some((line) => line.includes(words)), words);
  assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
});

/** One way to read that asks a majority, one by the leader's lease, and those by everybody's; at night, all of them. */
const kinds = [
  { protocol: "raft", reads: "lease" },
  { protocol: "multipaxos", reads: "pqr" },
  { protocol: "multipaxos", reads: "quorum-lease" },
  { protocol: "multipaxos", reads: "bodega" },
] as const;

for (const kind of kinds) {
  Deno.test(`${kind.protocol}, read by ${kind.reads}: a cluster in a storm is one store`, async () => {
    await storm({ kind, forMs: 1_000, done: 60, clients: 4, keys: 3 });
  });
}
