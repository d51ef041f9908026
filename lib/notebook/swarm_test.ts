import { assertRejects } from "@std/assert";
import { swarmSteps } from "./swarm.ts";

Deno.test("a swarm that its command refuses says why", async () => {
  await assertRejects(
    () => swarmSteps({ nodes: 2 }),
    Error,
    "Cannot run a swarm because its command",
  );
  await assertRejects(() => swarmSteps({ nodes: 5, kill: 5 }), Error, "--kill");
});
