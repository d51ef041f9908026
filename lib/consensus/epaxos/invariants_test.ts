import { assertEquals } from "@std/assert";
import type { Invariant } from "../../model/invariant.ts";
import { step } from "../../model/step.ts";
import { type Ballot, NO_BALLOT } from "../ballot.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { epaxos } from "./epaxos.ts";
import { type Dependencies, idOf, type Instance } from "./instance.ts";
import {
  agreementWith,
  checkpointsInOrder,
  dependenciesFirst,
  invariants,
  sameOrderWith,
  sameState,
  visibilityWith,
} from "./invariants.ts";
import { fastDecisions } from "./instances/fast_decisions.ts";
import { promisesKept } from "./invariants/promises.ts";
import { usualSizes } from "./quorums.ts";
import { UNKNOWN } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { keyFootprint, NO_OP, toldAs, type Value } from "./value.ts";

const NODES = 3;
const protocol = epaxos({ machine: listMachine as Options["machine"] });

const put = (key: string, value = "1"): Value => ({
  commands: [{ type: "command", command: { type: "put", key, value }, stamp: null }],
});

/** An instance in which that is decided. */
function decided(value: Value, dependencies: Dependencies, sequence = 1): Instance {
  return { ...UNKNOWN, phase: "committed", proposal: { value, dependencies, sequence } };
}

/** One that has heard of this from its coordinator, and found that. */
function preAccepted(value: Value, asked: Dependencies, found = asked): Instance {
  const initial = { value, dependencies: asked, sequence: 1 };
  return {
    ...UNKNOWN,
    phase: "pre-accepted",
    proposal: { ...initial, dependencies: found },
    initial,
  };
}

/** A replica that has these instances, by their labels, and has executed those in this order. */
function replica(
  instances: Readonly<Record<string, Instance>> = {},
  executed: readonly string[] = [],
  more: Partial<State> = {},
): State {
  const at = { self: 0, nodes: NODES };
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const [label, instance] of Object.entries(instances)) {
    const { replica, slot } = idOf(label);
    state.rows[replica]!.set(slot, instance);
  }
  executed.forEach((label, i) => state.executed.set(label, i + 1));
  return { ...state, ...more };
}

/** What an invariant says, in the end, of replicas that are seen in these states one after the other. */
function says(
  invariant: Invariant<State>,
  ...moments: readonly (readonly (State | undefined)[])[]
): string | undefined {
  const memory = invariant.memory?.();
  return moments.map((states) => invariant.check({ at: 0, states, history: [] }, memory)?.words)
    .at(-1);
}

const footprint = keyFootprint();

Deno.test("agreement: commands, dependencies and sequence numbers are the same everywhere", () => {
  const agreement = agreementWith(footprint);
  const one = replica({ "0.1": decided(put("x"), [0, 0, 0]) });
  assertEquals(says(agreement, [one, one, replica()]), undefined);
  const noOp = replica({ "0.1": decided(NO_OP, [0, 0, 0]) });
  assertEquals(
    says(agreement, [one, noOp]),
    `replica 1 has 0.1 decided as no-op, which was ${toldAs(put("x"))}`,
  );
  const after = replica({ "0.1": decided(put("x"), [0, 1, 0]) });
  assertEquals(
    says(agreement, [one, after]),
    "replica 1 has 0.1 decided after 1.1, which was –",
  );
  const later = replica({ "0.1": decided(put("x"), [0, 0, 0], 2) });
  assertEquals(
    says(agreement, [one, later]),
    "replica 1 has 0.1 decided with sequence number 2, which was 1",
  );
  // A replica is down, and what it had decided counts.
  assertEquals(
    says(agreement, [one, replica()], [undefined, later]),
    "replica 1 has 0.1 decided with sequence number 2, which was 1",
  );
});

Deno.test("visibility: of two that interfere, one depends on the other", () => {
  const visibility = visibilityWith(footprint);
  const first = replica({ "0.1": decided(put("x"), [0, 0, 0]) });
  const seen = (value: Value, dependencies: Dependencies) =>
    says(visibility, [first, replica({ "1.1": decided(value, dependencies) })]);
  assertEquals(
    seen(put("x"), [0, 0, 0]),
    "1.1 and 0.1 interfere, and neither depends on the other",
  );
  assertEquals(seen(put("x"), [1, 0, 0]), undefined);
  assertEquals(seen(put("y"), [0, 0, 0]), undefined);
  assertEquals(seen(NO_OP, [0, 0, 0]), undefined);
});

Deno.test("same order: what interferes is executed alike everywhere", () => {
  const sameOrder = sameOrderWith(footprint);
  const seen = (key: string) => {
    const both = { "0.1": decided(put("x"), [0, 1, 0]), "1.1": decided(put(key), [1, 0, 0]) };
    return says(sameOrder, [replica(both, ["0.1", "1.1"]), replica(both, ["1.1", "0.1"])]);
  };
  assertEquals(
    seen("x"),
    "replica 1 has executed 1.1 before 0.1, and replica 0 0.1 before 1.1",
  );
  assertEquals(seen("y"), undefined);
});

Deno.test("dependencies first: nothing is executed before all that it names is decided", () => {
  const second = { "1.1": decided(put("x"), [1, 0, 0]) };
  assertEquals(says(dependenciesFirst, [replica(second)]), undefined);
  assertEquals(
    says(dependenciesFirst, [replica(second, ["1.1"])])?.includes("0.1"),
    true,
  );
  const both = { ...second, "0.1": decided(put("x"), [0, 0, 0]) };
  assertEquals(says(dependenciesFirst, [replica(both, ["1.1"])]), undefined);
});

Deno.test("promises are kept: none is taken back, and no vote is above them", () => {
  const high: Ballot = { round: 2, node: 1 }, low: Ballot = { round: 1, node: 2 };
  const at = (promised: Ballot, accepted: Ballot = NO_BALLOT) =>
    replica({ "0.1": { ...preAccepted(put("x"), [0, 0, 0]), promised, accepted } });
  assertEquals(says(promisesKept, [at(low)], [at(high, low)]), undefined);
  assertEquals(
    says(promisesKept, [at(high)], [at(low)]),
    "it had promised 2.1 for 0.1, and forgot it",
  );
  assertEquals(says(promisesKept, [at(high)], [undefined], [replica()]) !== undefined, true);
  assertEquals(
    says(promisesKept, [at(low, high)]),
    "it has accepted 2.1 for 0.1, and promised less",
  );
});

Deno.test("checkpoints: none is followed by an earlier one", () => {
  const at = (number: number) => {
    const s = replica();
    return { ...s, snapshot: { ...s.snapshot, number } };
  };
  assertEquals(says(checkpointsInOrder, [at(1)], [at(2)]), undefined);
  assertEquals(
    says(checkpointsInOrder, [at(2)], [at(1)]),
    "it went back from checkpoint 2 to 1",
  );
});

Deno.test("same state: whoever has executed the same has the same", () => {
  const one = { "0.1": decided(put("x"), [0, 0, 0]) };
  const having = (machine: unknown, executed: readonly string[]) =>
    replica(one, executed, { machine });
  assertEquals(says(sameState, [having(["a"], ["0.1"]), having([], [])]), undefined);
  assertEquals(
    says(sameState, [having(["a"], ["0.1"]), having(["b"], ["0.1"])]),
    "replicas 0 and 1 have executed the same, and differ",
  );
});

Deno.test("fast decisions: what n − e have pre-accepted alike is decided, even when they vote later", () => {
  const fast = fastDecisions(usualSizes(3)), none: Dependencies = [0, 0, 0];
  const asked = replica({ "0.1": preAccepted(put("x"), none) });
  const other = replica({ "0.1": preAccepted(put("x"), none, [0, 1, 0]) });
  const as = (value: Value, dependencies: Dependencies) =>
    replica({ "0.1": { ...preAccepted(put("x"), none), ...decided(value, dependencies) } });
  assertEquals(
    says(fast, [asked, asked, replica()], [asked, asked, as(put("x"), none)]),
    undefined,
  );
  const words = "replica 2 has something else decided in 0.1 than its coordinator may have";
  assertEquals(says(fast, [asked, asked, replica()], [asked, asked, as(NO_OP, none)]), words);
  assertEquals(says(fast, [asked, asked, other], [asked, other, as(put("x"), [0, 1, 0])]), words);
  assertEquals(says(fast, [asked, other, replica()], [asked, other, as(NO_OP, none)]), undefined);
});

Deno.test("each invariant of the kit is broken by something above", () => {
  assertEquals(invariants.map(({ name }) => name), [
    "agreement",
    "visibility",
    "same order",
    "dependencies first",
    "promises are kept",
    "checkpoints",
  ]);
});
