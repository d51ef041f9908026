import { assertEquals } from "@std/assert";
import { type Exploration, explore, type TransitionSystem } from "../explore/explore.ts";
import { alternatingBit } from "./alternating_bit.ts";
import { changRoberts } from "./chang_roberts.ts";
import { coffeeCan } from "./coffee_can.ts";
import { dieHard } from "./die_hard.ts";
import { ewd840 } from "./ewd840.ts";
import { increment } from "./increment.ts";
import { lamportMutex } from "./lamport_mutex.ts";
import { paxosSystem } from "./paxos.ts";
import { paxosCommit } from "./paxos_commit.ts";
import { transactionCommit } from "./transaction_commit.ts";
import { twoPhase } from "./two_phase.ts";
import { voting } from "./voting.ts";

type Run = { readonly name: string; readonly run: () => Exploration<unknown, string> };

/** How many states each specification is known to have; its properties hold. */
const known: readonly (readonly [unique: number, Run])[] = [
  [56, of(twoPhase(2))],
  [288, of(twoPhase(3))],
  [1568, of(twoPhase(4))],
  [8832, of(twoPhase(5))],
  [34, of(transactionCommit(3))],
  [3921, of(paxosSystem(["v1", "v2"], 2))],
  [29, of(paxosCommit(1, 1))],
  [1461, of(paxosCommit(1, 2))],
  [545, of(paxosCommit(2, 1))],
  [302, of(ewd840(3))],
  [1566, of(ewd840(4))],
  [5150, of(coffeeCan(100))],
  [16, of(dieHard)],
  [6752, of(voting(["v1", "v2"], 3))],
  [137, of(changRoberts([1, 2, 3]))],
  [240, of(alternatingBit(2))],
];

function of<S extends object>(system: TransitionSystem<S>): Run {
  return { name: system.name, run: () => explore(system) };
}

for (const [unique, { name, run }] of known) {
  Deno.test(`${name}: all is well in its ${unique.toLocaleString("en")} states`, () => {
    const found = run();
    assertEquals([found.unique, found.verdict, found.complete], [unique, "ok", true]);
  });
}

for (const [managers, orbits] of [[3, 80], [5, 314], [7, 920]] as const) {
  Deno.test(`two-phase commit of ${managers} has ${orbits} states up to renaming`, () => {
    const { unique, verdict } = explore(twoPhase(managers), { symmetry: true });
    assertEquals([unique, verdict], [orbits, "ok"]);
  });
}

Deno.test("a leader of Paxos Commit that proposes to abort what may be decided loses atomicity", () => {
  const right = paxosCommit(1, 2);
  const hasty = right.actions.map((action) =>
    !action.name.startsWith("Phase2a") ? action : {
      ...action,
      next: (s: Parameters<typeof action.next>[0]) =>
        action.next(s) === undefined ? undefined : { proposed: { 1: "aborted" as const } },
    }
  );
  const { findings } = explore({ ...right, actions: hasty });
  assertEquals(findings[0]?.property, "no two outcomes");
});

Deno.test("two threads that increment lose an update, in one of 13 states", () => {
  const { unique, verdict, findings } = explore(increment(2), { keepGoing: true });
  assertEquals([unique, verdict], [13, "violation"]);
  assertEquals(findings[0]!.path.at(-1)!.state.counter, 1);
});

Deno.test("two processes keep out of each other's critical section", () => {
  const { verdict, complete } = explore(lamportMutex(2, 4));
  assertEquals([verdict, complete], ["ok", true]);
});

Deno.test("a transaction manager that does not wait for all loses atomicity", () => {
  const right = twoPhase(2);
  const hasty = right.actions.map((action) =>
    action.name !== "TMCommit" ? action : {
      ...action,
      next: (s: Parameters<typeof action.next>[0]) =>
        s.tmState === "init" && s.tmPrepared.size > 0
          ? { tmState: "committed" as const, msgs: s.msgs.union(new Set(["commit"] as const)) }
          : undefined,
    }
  );
  const { findings } = explore({ ...right, actions: hasty });
  assertEquals(findings[0]!.property, "no manager commits while another aborts");
  assertEquals(findings[0]!.path.length - 1, 5);
});
