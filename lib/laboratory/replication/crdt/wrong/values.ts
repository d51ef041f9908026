/** Counters and registers with a mistake in them. @module */

import type { Replica, StateCrdt } from "../../../../replication/crdt/crdt.ts";
import {
  type BoundedCounter,
  boundedCounter,
} from "../../../../replication/crdt/state/bounded_counter.ts";
import { causal } from "../../../../replication/crdt/state/causal.ts";
import { gCounter, sum, vectorBelow } from "../../../../replication/crdt/state/counters.ts";
import {
  type LwwRegister,
  lwwRegister,
  lwwRegisterWith,
} from "../../../../replication/crdt/state/lww_register.ts";
import { mvRegister, mvRegisterType } from "../../../../replication/crdt/state/mv_register.ts";
import { changedType, insteadOf, rightOne, type Wrong } from "./wrong.ts";

/** The later time wins, and of equal ones whatever is here. */
function mineOfEqualTimes(a: LwwRegister, b: LwwRegister): LwwRegister {
  if (a === null || b === null) return a ?? b;
  return b.time > a.time ? b : a;
}

function mergedBySum(a: ReadonlyMap<Replica, number>, b: ReadonlyMap<Replica, number>) {
  const merged = new Map(a);
  for (const [replica, count] of b) merged.set(replica, (merged.get(replica) ?? 0) + count);
  return merged;
}

/** One number for all replicas. */
const oneNumber: StateCrdt<number, number, number> = {
  name: "PN-counter",
  init: () => 0,
  update: (state, _, by) => state + by,
  merge: Math.max,
  below: (a, b) => a <= b,
  value: (state) => state,
};

/** One entry a replica that goes up and down. */
const upAndDown: StateCrdt<ReadonlyMap<Replica, number>, number, number> = {
  ...gCounter,
  update: (state, replica, by) => new Map([[replica, (state.get(replica) ?? 0) + by]]),
  below: vectorBelow,
  value: sum,
};

/** The mistakes. */
export const values: Readonly<Record<string, Wrong>> = {
  "ties are not broken": {
    words:
      "Of two writes at one time each replica keeps its own (superfly/corrosion 352, of deletions).",
    subject: changedType("LWW-register", lwwRegister, { merge: mineOfEqualTimes }),
    breaks: "merge is commutative",
  },
  "earlier clocks write in vain": {
    words:
      "A write is stamped with its writer's clock alone: one whose clock is behind overwrites nothing.",
    subject: insteadOf("LWW-register", lwwRegisterWith({ times: "clock" })),
    breaks: "means what it should",
  },
  "all writes at time 0": {
    words: "Stamps never grow, and so the higher name wins for ever.",
    subject: changedType("LWW-register", lwwRegister, {
      update: (_, replica, { value }) => ({ value, time: 0, replica }),
    }),
    breaks: "means what it should",
  },
  "counters are added": {
    words: "Entries are added when states are merged: each message counts everything again.",
    subject: changedType("G-counter", gCounter, { merge: mergedBySum }),
    breaks: "merge is idempotent",
  },
  "one number for all": {
    words: "A counter is one number and the higher one wins: concurrent additions are lost.",
    subject: insteadOf("PN-counter", oneNumber),
    breaks: "means what it should",
  },
  "an entry goes down": {
    words: "One entry takes additions and subtractions: the higher, older one comes back.",
    subject: insteadOf("PN-counter", upAndDown),
    breaks: "means what it should",
  },
  "a name is used again": {
    words:
      "A node that has lost its memory counts from the start under its old name (scylladb/scylladb 2169).",
    subject: { ...rightOne("G-counter"), nameOf: (node) => `${node}` },
    breaks: "means what it should",
  },
  "a delta says how much": {
    words: "A delta is the amount, and not the entry after it: it adds nothing that is seen.",
    subject: changedType("G-counter", gCounter, {
      update: (_, replica, by) => new Map([[replica, by]]),
    }),
    breaks: "means what it should",
  },
  "a writer's name is used again": {
    words:
      "Two writers share a name, and two writes one dot: each replica keeps the one that came first, or refuses " +
      "(automerge/automerge 675).",
    subject: { ...rightOne("MV-register"), nameOf: (node) => `${node}` },
    breaks: "means what it should",
  },
  "siblings pile up": {
    words: "A write does not take away what its writer saw: values are never replaced.",
    subject: insteadOf(
      "MV-register",
      causal({
        ...mvRegisterType,
        change: (...how) => ({ ...mvRegisterType.change(...how), removed: [] }),
      }),
    ),
    breaks: "means what it should",
  },
  "only the last sibling": {
    words: "Users see one of the concurrent values: the others are lost without a word.",
    subject: changedType("MV-register", mvRegister, {
      value: (state) => mvRegister.value(state).slice(-1),
    }),
    breaks: "means what it should",
  },
  "rights are not checked": {
    words: "A replica spends what others hold: together they spend more than there is.",
    subject: overspending(),
    breaks: "means what it should",
  },
};

/** Whoever sees enough takes it, whoever it belongs to. */
function overspending() {
  const right = rightOne("bounded counter");
  const update: typeof boundedCounter.update = (state, replica, asked) =>
    asked.type === "take"
      ? { given: new Map(), spent: gCounter.update(state.spent, replica, asked.by) }
      : boundedCounter.update(state, replica, asked);
  return {
    ...changedType("bounded counter", boundedCounter, { update }),
    draw: (random: Parameters<typeof right.draw>[0], state: BoundedCounter) => {
      const left = boundedCounter.value(state);
      return left > 0 && random.chance(0.5) ? { type: "take", by: left } : { type: "add", by: 1 };
    },
  };
}
