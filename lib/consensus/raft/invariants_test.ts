import { assert, assertEquals } from "@std/assert";
import { clone } from "../../model/clone.ts";
import type { Invariant } from "../../model/invariant.ts";
import { votersOnly } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import { electionSafety, leaderAppendOnly, leaderCompleteness } from "./invariants/leaders.ts";
import { logMatching } from "./invariants/logs.ts";
import { snapshotAgreement, stateMachineSafety } from "./invariants/machines.ts";
import { soundness } from "./invariants/soundness.ts";
import { invariants } from "./invariants.ts";
import { command, leader, logOf, server } from "./servers_test.ts";
import { firstSnapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

type States = readonly (State | undefined)[];

/** What an invariant says of the moments of a run, up to the first breach. */
function words(invariant: Invariant<State>, ...moments: readonly States[]): string | undefined {
  return watching(invariant)(...moments);
}

/** An invariant that watches one run: what it says of the next moments, up to the first breach. */
function watching(
  invariant: Invariant<State>,
): (...moments: readonly States[]) => string | undefined {
  const memory = invariant.memory?.();
  return (...moments) => {
    for (const [at, states] of moments.entries()) {
      const breach = invariant.check({ at, states, history: [] }, memory);
      if (breach) return at === moments.length - 1 ? breach.words : `too early: ${breach.words}`;
    }
    return undefined;
  };
}

/** A follower with a log, all of it applied up to `applied`. */
function applied(terms: number[], upTo: number, changes: Partial<State<unknown[]>> = {}): State {
  return server({ log: logOf(terms), commitIndex: upTo, lastApplied: upTo, ...changes });
}

Deno.test("invariants: the seven have names and words", () => {
  assertEquals(invariants().map(({ name }) => name), [
    "election safety",
    "leader append-only",
    "log matching",
    "leader completeness",
    "state-machine safety",
    "snapshot agreement",
    "soundness",
  ]);
});

Deno.test("election safety: two leaders in a term are found, even one after the other", () => {
  const one = leader({ term: 3 }), other = leader({ term: 4 });
  assertEquals(
    words(electionSafety, [one, other], [one, undefined], [undefined, other]),
    undefined,
  );
  const both = "nodes 0 and 1 both lead in term 3";
  assertEquals(words(electionSafety, [one, one]), both);
  assertEquals(words(electionSafety, [one, server()], [undefined, one]), both);
});

Deno.test("leader append-only: a leader that loses or changes an entry is found", () => {
  const s = leader({ log: logOf([1, 1]) });
  const now = (change: (s: State) => void) => {
    const watch = watching(leaderAppendOnly), state = clone(s);
    assertEquals(watch([state]), undefined);
    change(state);
    return watch([state]);
  };
  assertEquals(now(({ log }) => log.entries.push(command(1, "c3"))), undefined);
  assertEquals(now((state) => state.log = logOf([1], { index: 1, term: 1 })), undefined);
  const lost = "node 0 leads in term 1 and has lost entry 2 of term 1";
  assertEquals(now(({ log }) => log.entries.pop()), lost);
  assertEquals(now(({ log }) => log.entries[1] = command(2, "c2")), lost);
  assertEquals(now((state) => Object.assign(state, { term: 2, log: logOf([1]) })), undefined);
});

Deno.test("log matching: entries that are alike in index and term, and differ in what they are, are found", () => {
  const entry = (text: string): Entry => command(2, text);
  const log = (text: string) => ({
    base: { index: 0, term: 0 },
    entries: [command(1, "c1"), entry(text)],
  });
  const found = "nodes 0 and 1 have entry 2 of term 2 in logs that differ at it or before it";
  assertEquals(
    words(logMatching, [server({ log: log("a") }), server({ log: log("a") })]),
    undefined,
  );
  assertEquals(words(logMatching, [server({ log: log("a") }), server({ log: log("b") })]), found);
  assertEquals(
    words(logMatching, [server({ log: log("a") })], [undefined, server({ log: log("b") })]),
    "node 1 has entry 2 of term 2 in a log that differs at it or before it from another",
  );
});

Deno.test("log matching: entries that are alike after entries that are not are found", () => {
  const one = server({ log: logOf([1, 1, 3]) }), other = server({ log: logOf([1, 2, 3]) });
  assertEquals(
    words(logMatching, [one, other]),
    "nodes 0 and 1 have entry 3 of term 3 in logs that differ at it or before it",
  );
});

Deno.test("log matching: a server that comes back with another log of the same end is found", () => {
  const s = server({ log: logOf([1, 1, 2]) }), other = clone(s);
  other.log.entries[1] = command(1, "other");
  assertEquals(words(logMatching, [s], [undefined], [s]), undefined);
  assertEquals(
    words(logMatching, [s], [undefined], [other]),
    "node 0 has entry 2 of term 1 in a log that differs at it or before it from another",
  );
});

Deno.test("log matching: only what is new is looked at, and what was cut off is looked at anew", () => {
  const s = server({ log: logOf([1, 1, 1]) });
  const watch = watching(logMatching);
  assertEquals(watch([s, server({ log: logOf([1, 1]) })]), undefined);
  s.log = logOf([1, 2, 2]);
  assertEquals(watch([s]), undefined);
  s.log = logOf([1, 2, 2]);
  s.log.entries[1] = command(2, "other");
  s.log.entries.push(command(3, "c4"));
  // The entry before the end is as it was, so the changed one is not looked at again.
  assertEquals(watch([s]), undefined);
  s.log.entries[3] = command(4, "c4");
  assert(watch([s]) !== undefined);
});

Deno.test("leader completeness: a leader without what was committed before its term is found", () => {
  const committed = applied([1, 1, 2], 3, { term: 2 });
  const missing = "node 1 leads in term 3 without entry 3 of term 2, which was committed in term 2";
  const lacks = leader({ term: 3, log: logOf([1, 1]) });
  const has = leader({ term: 3, log: logOf([1, 1, 2]) });
  assertEquals(words(leaderCompleteness, [committed, has]), undefined);
  assertEquals(words(leaderCompleteness, [committed, lacks]), missing);
  assertEquals(words(leaderCompleteness, [committed, server()], [undefined, lacks]), missing);
  const compacted = leader({ term: 3, log: logOf([], { index: 4, term: 3 }) });
  assertEquals(words(leaderCompleteness, [committed, compacted]), undefined);
});

Deno.test("leader completeness: it counts if the commit comes after the election, but not in the same term", () => {
  const s = server({ term: 2, log: logOf([1, 2]) });
  const lacks = leader({ term: 3, log: logOf([1]) });
  const now = { ...s, commitIndex: 2, lastApplied: 2 };
  assert(
    words(leaderCompleteness, [s, lacks], [now, lacks])?.includes("without entry 2 of term 2"),
  );
  const own = leader({ term: 2, log: logOf([1]) });
  assertEquals(words(leaderCompleteness, [s, own], [now, own]), undefined);
});

Deno.test("state-machine safety: different entries applied at one index are found, also after a restart", () => {
  const found =
    "node 1 has applied an entry of term 2 at index 2, where an entry of term 1 had been applied";
  assertEquals(words(stateMachineSafety, [applied([1, 1], 2), applied([1, 2], 1)]), undefined);
  assertEquals(words(stateMachineSafety, [applied([1, 1], 2), applied([1, 2], 2)]), found);
  const again =
    "node 0 has applied an entry of term 2 at index 2, where an entry of term 1 had been applied";
  assertEquals(
    words(stateMachineSafety, [applied([1, 1], 2)], [undefined], [applied([1, 2], 2)]),
    again,
  );
});

Deno.test("snapshot agreement: two snapshots that end alike and differ are found", () => {
  const with_ = (machine: string) =>
    server({
      snapshot: { ...firstSnapshot(votersOnly([0]), machine), last: { index: 5, term: 1 } },
    });
  assertEquals(words(snapshotAgreement, [with_("a"), with_("a")]), undefined);
  assertEquals(
    words(snapshotAgreement, [with_("a"), with_("b")]),
    "node 1 has a snapshot up to entry 5 unlike that of another",
  );
});

Deno.test("soundness: what falls, what is out of order, and what a leader must not be are found", () => {
  const found = (change: (s: State) => void, s: State = applied([1, 1], 2)) => {
    const watch = watching(soundness);
    assertEquals(watch([s]), undefined);
    change(s);
    return watch([s]);
  };
  assertEquals(found((s) => s.term = 0), "node 0: its term falls from 1 to 0");
  assertEquals(found((s) => s.commitIndex = 1), "node 0: its commit index falls from 2 to 1");
  assert(found((s) => s.commitIndex = 3)?.includes("out of order: 0, 0, 2, 3, 2"));
  assertEquals(found((s) => s.lastApplied = 1), "node 0: 1 entries are not applied");
  assertEquals(found((s) => s.role = "leader"), "node 0: it is a leader, and does not know it");
  const lead = (change: (s: State) => void) =>
    found(change, leader({ log: logOf([1]), commitIndex: 1, lastApplied: 1 }));
  assertEquals(
    lead((s) => s.leading!.progress.get(1)!.match = 7),
    "node 0: of node 1 match is 7 and next 2, in a log that ends at 1",
  );
  const forgotten = lead((s) => {
    s.leading!.progress.delete(2);
    s.term++;
  });
  assertEquals(forgotten, "node 0: it keeps no progress of node 2");
  const configured = (configuration: Partial<ReturnType<typeof votersOnly>>) =>
    lead((s) =>
      s.configurations = [{ index: 1, configuration: { ...votersOnly([1, 2]), ...configuration } }]
    );
  assertEquals(configured({}), "node 0: it leads a cluster without belonging to it");
  assertEquals(
    configured({ voters: [2, 1] }),
    "node 0: in its configuration voters must be sorted, without repetitions",
  );
  assertEquals(
    configured({ voters: [0, 1], outgoing: [0, 1], autoLeave: true }),
    "node 0: it does not end a joint change that is committed",
  );
});

Deno.test("soundness: a server that starts anew may know less", () => {
  assertEquals(
    words(soundness, [applied([1, 1], 2, { term: 4 })], [undefined], [server({ term: 3 })]),
    undefined,
  );
});
