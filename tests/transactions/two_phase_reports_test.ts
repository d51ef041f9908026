/** Mistakes that real systems made with distributed transactions, tried on two-phase commit: each named after its report. */

import { assert, assertEquals } from "@std/assert";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import { World } from "hb/sim/world.ts";
import type { Ask } from "hb/model/clients.ts";
import type { Outcome } from "hb/transactions/client.ts";
import type { Operations } from "hb/transactions/operation.ts";
import { listWork } from "hb/transactions/storms/work.ts";
import { always } from "hb/transactions/two_phase/invariants.ts";
import type { Message, Saved, Timer } from "hb/transactions/two_phase/messages.ts";
import type { Settings } from "hb/transactions/two_phase/settings.ts";
import type { State } from "hb/transactions/two_phase/state.ts";
import { applications } from "hb/transactions/two_phase/storms/work.ts";
import { twoPhase } from "hb/transactions/two_phase/two_phase.ts";

type Options = Partial<Scenario<State, Message, Timer, Saved>>;

/** Two participants and as many coordinators as needed, each with one application. */
function worldOf(
  workload: readonly (readonly Ask[])[],
  settings: Partial<Settings>,
  seed: number,
  options: Options = {},
  timeoutMs?: number,
) {
  const nodes = 2 + workload.length;
  const clients = applications(workload, nodes, timeoutMs === undefined ? {} : { timeoutMs });
  const protocol = twoPhase(settings);
  return new World({
    protocol,
    nodes,
    invariants: always,
    clients,
    seed,
    trace: "none",
    ...options,
  });
}

const read = (key: string): Operations => [{ type: "read", key }];
const add = (key: string): Operations[number] => ({ type: "add", key, amount: 1 });
const presumptions = ["nothing", "abort", "commit"] as const;

for (const presumption of presumptions) {
  Deno.test(`yugabyte-db 32163, 30093: what was applied is not applied again over what is newer (${presumption} presumed)`, () => {
    const write = (value: number, at: number): Ask => ({
      input: ["a", "x"].map((key) => ({ type: "write", key, value })),
      at,
    });
    // Every message comes again 300 ms later. When this looks, those of the third have, and those of the fourth have not.
    const look: Ask = { input: [...read("a"), ...read("x")], at: 560 };
    const network = { latency: uniform(1, 5), duplication: 1, copyLatency: constant(300) };
    const asks = [write(1, 0), write(2, 100), write(3, 200), write(4, 320), look];
    const world = worldOf([asks], { presumption }, 1, { network });
    world.run(4000);
    assertEquals(world.violation, undefined);
    assertEquals(world.history.at(-1)!.output as Outcome, { ok: true, results: [4, 4] });
  });
}

for (const policy of ["wound-wait", "wait-die", "detection"] as const) {
  Deno.test(`Jepsen, MongoDB 4.2.6: a transaction that is tried again by itself is done once (${policy})`, () => {
    const each = Array.from({ length: 6 }, (): Ask => ({ input: [add("a"), add("x")] }));
    const backwards = Array.from({ length: 6 }, (): Ask => ({ input: [add("x"), add("a")] }));
    const look: Ask = { input: [...read("a"), ...read("x")], at: 20_000 };
    const network = { latency: uniform(1, 20), loss: 0.1, duplication: 0.5 };
    const world = worldOf([[...each, look], backwards, each, backwards], { policy }, 3, {
      network,
    });
    world.run(25_000);
    assertEquals(world.history.map(({ outcome }) => outcome), Array(25).fill("ok"));
    const tries = Math.max(...world.snapshot().states.map((s) => s!.count));
    assert(tries > 7, "somebody must have been tried again");
    assertEquals(world.history.at(-1)!.output as Outcome, { ok: true, results: [24, 24] });
  });
}

for (const presumption of presumptions) {
  Deno.test(`tidb 69831, 69832, 33641: what an application is told of stays so, whoever cleans up (${presumption} presumed)`, () => {
    let failed = 0, done = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const random = new Random(seed);
      const workload = [0, 1, 2].map((client) => [
        ...listWork(random, client, 8),
        { input: ["a", "b", "x", "y"].flatMap(read), at: 6000 },
      ]);
      const faults = weather(random, 5, {
        untilMs: 1000,
        faults: [6, 16],
        spanMs: [1, 300],
        mix: { crash: 4, partition: 2 },
      });
      const network = { latency: uniform(1, 20), loss: 0.05, duplication: 0.1 };
      const world = worldOf(workload, { tries: 1, presumption }, seed, { network, faults }, 1500);
      world.run(9000);
      assertEquals(world.violation, undefined);
      const last = world.history.findLast(({ invokedAt, outcome }) =>
        invokedAt >= 6000 && outcome === "ok"
      );
      if (last === undefined) continue;
      const lists = (last.output as Extract<Outcome, { ok: true }>)
        .results as (readonly number[] | null)[];
      const there = new Set(lists.flatMap((list) => list ?? []));
      for (const { input, outcome } of world.history) {
        for (const operation of input as Operations) {
          if (operation.type !== "append" || outcome === "unknown") continue;
          assertEquals(there.has(operation.value as number), outcome === "ok", `seed ${seed}`);
          if (outcome === "ok") done++;
          else failed++;
        }
      }
    }
    assert(failed > 20 && done > 100, `${failed} and ${done}`);
  });
}
