/** A cluster of processes under load, while nodes are killed, stopped and talked nonsense to. */

import { assert } from "@std/assert";
import { storm } from "./storm.ts";

Deno.test("killed, stopped and restarted under load, a cluster loses nothing that it acknowledged", async () => {
  const { done, faults } = await storm({ forMs: 6_000, clients: 6, keys: 4 });
  assert(done > 100, `only ${done} operations were acknowledged`);
  assert(faults >= 4, `only ${faults} faults`);
});
