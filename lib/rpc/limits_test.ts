/** Calls go on as they began, however many there have been, and however many clients there are. */

import { assert, assertEquals } from "@std/assert";
import { counts } from "../model/limits_test.ts";
import { uniform } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { type Bank, bank } from "./bank_test.ts";
import type { CallProtocol } from "./call.ts";
import { durable } from "./durable.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { acknowledgedStays, atMostOnce } from "./invariants.ts";
import { maybe } from "./maybe.ts";
import { users } from "./storms.ts";

const protocols: Readonly<Record<string, CallProtocol>> = {
  maybe,
  atLeastOnce,
  exactlyOnce,
  durable,
};
const rain = { latency: uniform(1, 60), loss: 0.2, duplication: 0.2 };
/** What a protocol is for: a lost message is a call that never ends, where nobody asks again. */
const networkOf = (name: string) => name === "maybe" ? { ...rain, loss: 0 } : rain;

/** The same protocol, whose clients have made so many calls in their lives. */
function after(calls: number, protocol: CallProtocol): CallProtocol {
  return {
    ...protocol,
    start(io, journal) {
      const s = protocol.start(io, journal);
      return journal.length > 0 ? s : { ...s, sequence: s.sequence + calls };
    },
  };
}

/** What users and the account have seen in the end, as if clients had begun with their first call. */
function outcome(scenario: Bank, calls: number) {
  const world = new World({ ...scenario, protocol: after(calls, scenario.protocol), seed: 3 });
  world.run(1500);
  assertEquals(world.violation, undefined);
  const ledger = world.states[0]!.ledger.map((entry) => ({
    ...entry,
    sequence: entry.sequence - calls,
  }));
  return { ledger, history: world.history, messages: world.messages };
}

for (const [name, protocol] of Object.entries(protocols)) {
  Deno.test(`calls (${name}): whatever number a call has, it goes as the first ones go`, () => {
    const invariants = [acknowledgedStays];
    const crash = { kind: "crash", node: 1, at: 70, downMs: 20 } as const;
    const faults = name === "durable" ? [crash] : [];
    const scenario = bank(protocol, { invariants, network: networkOf(name), faults });
    const first = outcome(scenario, 0);
    assert(first.messages >= 12);
    for (const calls of counts) assertEquals(outcome(scenario, calls), first, `after ${calls}`);
  });

  Deno.test(`calls (${name}): hundreds of them, by many clients, all end`, () => {
    const once = name === "exactlyOnce" || name === "durable";
    const promised = once ? [acknowledgedStays, atMostOnce] : [acknowledgedStays];
    // An account that comes back late in its life knows all that it did.
    const crash = { kind: "crash", node: 0, at: 12_000, downMs: 50 } as const;
    for (const [clients, deposits] of [[1, 300], [70, 3]] as const) {
      const about = {
        nodes: clients + 1,
        clients: users(clients, deposits),
        faults: name === "durable" ? [crash] : [],
      };
      const world = new World({
        ...bank(protocol, { ...about, network: networkOf(name), invariants: [] }),
        seed: 1,
        trace: "none",
      });
      world.run(100_000, () => !world.clientsBusy);
      assert(!world.clientsBusy, `${clients} clients with ${deposits} deposits each`);
      for (const invariant of promised) assertEquals(invariant.check(world.snapshot()), undefined);
      assert(world.states.every((s) => s!.pending === null));
      if (once) assertEquals(world.states[0]!.ledger.length, clients * deposits);
    }
  });
}
