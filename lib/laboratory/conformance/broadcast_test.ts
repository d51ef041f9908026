import { assert, assertEquals } from "@std/assert";
import { fixed } from "../../membership/plumtree/overlay.ts";
import { plumtree, type State } from "../../membership/plumtree/plumtree.ts";
import type { Rules } from "../../membership/plumtree/rules.ts";
import { type Broadcast, broadcast, broadcastOn } from "./broadcast.ts";
import { guaranteeOf } from "./guarantee.ts";
import type { AnyProtocol } from "./service.ts";

/** Plumtree over a complete graph of four. */
function trees(rules: Partial<Rules> = {}): Broadcast {
  const all = fixed((node) => [0, 1, 2, 3].filter((other) => other !== node));
  const settings = { timeoutMs: 100, retryMs: 50, remindMs: 200, lifeMs: 30_000 };
  return {
    name: "Plumtree",
    nodes: 4,
    protocol: plumtree(all, settings, rules) as unknown as AnyProtocol,
    tell: (payload) => ({ type: "broadcast", payload } as { type: "broadcast" }),
    delivered: (state) => (state as State<unknown>).tree.log.map(({ payload }) => `${payload}`),
    durable: false,
    endures: ["crash", "partition", "pause"],
    settleMs: 0,
    withinMs: 4000,
    reminders: 6,
    kept: (state) => (state as State<unknown>).tree.received.size,
    forgetsMs: 60_000,
  };
}

Deno.test("broadcast: on few seeds the suite asks the same, and Plumtree keeps it", () => {
  const quick = broadcastOn(1), names = broadcast.guarantees.map(({ name }) => name);
  assertEquals(quick.guarantees.map(({ name }) => name), names);
  const subject = trees();
  assertEquals(quick.guarantees.map(({ breach }) => breach(subject)), names.map(() => undefined));
});

Deno.test("broadcast: a breach names the seed, who is wrong and about what", () => {
  const name = "healing: what is told on either side of a partition is delivered on both";
  const words = guaranteeOf(broadcastOn(2), name).breach(trees({ patienceMs: () => undefined }));
  assert(
    words !== undefined && /^seed 1: node \d has not delivered "\d of \d"$/.test(words),
    words,
  );
});
