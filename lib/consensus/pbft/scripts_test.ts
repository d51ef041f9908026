import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Clients } from "../../model/clients.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { scripts } from "../../security/adversary/arbitrary.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Message } from "./messages.ts";
import type { Options } from "./settings.ts";

const options: Options = {
  machine: keyValueMachine as unknown as Options["machine"],
  replicas: 4,
  checkpointEvery: 2,
  maxBatch: 2,
};
const clients: Clients<Message> = {
  workload: [0, 1].map((client) =>
    [1, 2, 3].map((i) => ({ input: { type: "put", key: "x", value: `${client} ${i}` } }))
  ),
  ask: (command) => ({ type: "ask", command }),
  to: ({ client }) => 4 + client,
  link: "local",
};
const everybody = [0, 1, 2, 3, 4, 5];
const lies = scripts({
  listeners: everybody,
  types: ["prePrepare", "prepare", "commit", "viewChange", "newView", "checkpoint", "reply"],
});

/** What a liar with this script breaks. */
function broken(liar: number, script: Parameters<typeof puppet>[1], seed: number, change?: Change) {
  const world = new World({
    protocol: withTraitors(protocolWith(change, options), {
      [liar]: puppet(protocolWith({}, options), script),
    }),
    nodes: 6,
    network: { latency: uniform(1, 10) },
    clients,
    invariants: amongLoyal(invariants),
    seed,
    trace: "none",
  });
  world.requireProgress(10_000, "all clients are answered", () => !world.clientsBusy);
  return world.violation?.invariant;
}

Deno.test("whatever script one replica lies by, the others agree, and clients are served", () => {
  fc.assert(
    fc.property(fc.nat(3), lies, fc.nat(1e6), (liar, script, seed) => {
      assertEquals(broken(liar, script, seed), undefined);
    }),
    { numRuns: 60 },
  );
});

Deno.test("such scripts find that two of four are no quorum", () => {
  const { change } = bugs["a quorum of 2f"]!;
  const found = fc.check(
    fc.property(lies, fc.nat(1e6), (script, seed) => broken(0, script, seed, change) === undefined),
    { numRuns: 300 },
  );
  assert(found.failed);
});
