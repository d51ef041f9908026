/** A swarm as a cell of a notebook runs it: by its command, in processes of its own. */

import { assertRejects } from "@std/assert";
import { swarmSteps } from "hb/notebook/swarm.ts";

Deno.test("a swarm that its command refuses says why", async () => {
  await assertRejects(
    () => swarmSteps({ nodes: 2 }),
    Error,
    "Cannot run a swarm because its command",
  );
  await assertRejects(() => swarmSteps({ nodes: 5, kill: 5 }), Error, "--kill");
});
