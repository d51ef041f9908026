import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { Random } from "../../sim/random.ts";
import type { Operation, Operations } from "../operation.ts";
import { compacted, recovered } from "./journal.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Presumption } from "./settings.ts";
import type { State } from "./state.ts";
import { twoPhase } from "./two_phase.ts";

const COORDINATOR = 2, NODES = 3;

/** Does some transactions at once, in an order that is drawn; `look` sees each state with its journal. */
function run(
  seed: number,
  presumption: Presumption,
  look: (state: State, journal: readonly Saved[]) => void,
): void {
  const random = new Random(seed), protocol = twoPhase({ presumption, pauseMs: 1, tries: 4 });
  const states: State[] = [], journals: Saved[][] = [[], [], []];
  const pending: { to: number; event: StepEvent<Message, Timer, Saved> }[] = [];
  const take = (self: number, event: StepEvent<Message, Timer, Saved>) => {
    const { state, effects } = step(protocol, states[self], event, { self, nodes: NODES });
    states[self] = state;
    for (const effect of effects) {
      if (effect.kind === "save") journals[self]!.push(effect.record);
      if (effect.kind === "send") {
        const { to, message } = effect;
        pending.push({ to, event: { kind: "message", from: self, message } });
      }
      if (effect.kind === "wait" && effect.timer.type === "retry") {
        pending.push({ to: self, event: { kind: "timer", timer: effect.timer } });
      }
    }
    look(state, journals[self]!);
  };
  for (let self = 0; self < NODES; self++) take(self, { kind: "start", journal: [] });
  for (let i = 0; i < 4; i++) {
    const message: Message = { type: "transact", operations: drawn(random, i) };
    pending.push({ to: COORDINATOR, event: { kind: "message", from: 9 + i, message } });
  }
  while (pending.length > 0) {
    const [{ to, event }] = pending.splice(random.below(pending.length), 1) as [typeof pending[0]];
    take(to, event);
    if (!random.chance(0.02)) continue;
    states[to] = undefined as unknown as State;
    take(to, { kind: "start", journal: journals[to]! });
  }
}

function drawn(random: Random, value: number): Operations {
  return Array.from({ length: 3 }, (): Operation => {
    const key = ["a", "b", "x"][random.below(3)]!;
    return random.chance(0.3) ? { type: "read", key } : { type: "append", key, value };
  });
}

/** What others can tell of a node that comes back; whom it tells again who knows already makes no difference. */
function told({ life, values, visits, outcomes, decided, table }: State) {
  const names = [...decided].map(([name, { decision }]) => [name, decision]).sort();
  return { life, values, visits, outcomes, names, table };
}

for (const presumption of ["nothing", "abort", "commit"] as const) {
  Deno.test(`who comes back with a compacted journal, or with a checkpoint, is the same (${presumption} presumed)`, () => {
    let prepared = 0, committed = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        run(seed, presumption, (state, journal) => {
          const back = recovered(journal);
          assertEquals(told(recovered(compacted(back, false))), told(back));
          const kept = told(recovered(compacted(state, presumption === "commit")));
          assertEquals({ ...kept, outcomes: 0 }, { ...told(back), outcomes: 0 });
          prepared += back.visits.size;
          committed += back.values.size;
        });
      }),
      { seed: 21, numRuns: 60 },
    );
    assert(prepared > 100 && committed > 100, `${prepared} and ${committed}`);
  });
}

Deno.test("what has become of long past transactions is forgotten", () => {
  const journal = Array.from({ length: 250 }, (_, i): Saved => ({
    type: "ended",
    name: `2.1.${i}`,
    session: "1.1",
    decision: "commit",
  }));
  assertEquals(recovered(journal).outcomes.size, 100);
  assertEquals(compacted(recovered(journal), false).length, 100);
});
