/** Sets and maps with a mistake in them. @module */

import { equal } from "../../../../model/compare.ts";
import type { Replica } from "../../../../replication/crdt/crdt.ts";
import { type Causal, causal } from "../../../../replication/crdt/state/causal.ts";
import {
  type Context,
  contextBelow,
  contextUpTo,
  emptyContext,
  joinContexts,
} from "../../../../replication/crdt/state/context.ts";
import type { Element } from "../../../../replication/crdt/state/elements.ts";
import { gSet, twoPhaseSet } from "../../../../replication/crdt/state/grow_sets.ts";
import { mvRegister, mvRegisterType } from "../../../../replication/crdt/state/mv_register.ts";
import { type MapUpdate, orMap } from "../../../../replication/crdt/state/or_map.ts";
import { type Adds, orSet, orSetType } from "../../../../replication/crdt/state/or_set.ts";
import { orSetTombstones } from "../../../../replication/crdt/state/or_set_tombstones.ts";
import { rwSet } from "../../../../replication/crdt/state/rw_set.ts";
import { changedType, insteadOf, rightOne, type Wrong } from "./wrong.ts";

/** A context as if there were no gaps: all up to the highest dot. */
export function withoutGaps({ vector, cloud }: Context): Context {
  const highest = new Map<Replica, number>(vector);
  for (const [replica, counts] of cloud) {
    highest.set(replica, Math.max(highest.get(replica) ?? 0, ...counts));
  }
  return contextUpTo(highest);
}

/** The mistakes. */
export const sets: Readonly<Record<string, Wrong>> = {
  "not above counts as above": {
    words:
      "Where one clock is at least the other, its state is taken for the newer one; but a remove does not advance " +
      "the clock (basho/riak_dt 78).",
    subject: changedType("OR-set", orSet, {
      merge: (a, b) => contextBelow(b.context, a.context) ? a : newerOrMerged(a, b),
    }),
    breaks: "merge is commutative",
  },
  "a greater clock is newer": {
    words:
      "Where one clock is greater than the other, its state is taken alone; but the other may have removed something " +
      "since, without its clock saying so (basho/riak_dt 79).",
    subject: changedType("OR-set", orSet, { merge: greaterOrMerged }),
    breaks: "merge is associative",
  },
  "seen all up to the last": {
    words:
      "A partial diff says that all events up to its last are known: what it leaves out reads as removed " +
      "(derekkraan/delta_crdt_ex 65).",
    subject: changedType("OR-set", orSet, {
      update(state, replica, update) {
        const delta = orSet.update(state, replica, update);
        return { ...delta, context: withoutGaps(delta.context) };
      },
    }),
    breaks: "means what it should",
  },
  "a clock with holes": {
    words:
      "Deltas that come out of order leave holes in the version vector, which pass for removals " +
      "(found while akka/akka-core 22188 was made).",
    subject: changedType("OR-set", orSet, {
      merge(a, b) {
        const merged = orSet.merge(a, b);
        return { ...merged, context: withoutGaps(merged.context) };
      },
    }),
    breaks: "deltas in any order, and twice, converge",
  },
  "a remove removes all": {
    words:
      "The delta of a remove says that everything is known, and has nothing: all else goes too.",
    subject: changedType("OR-set", orSet, {
      update(state, replica, update) {
        const delta = orSet.update(state, replica, update);
        return update.type === "add" ? delta : { ...delta, context: state.context };
      },
    }),
    breaks: "means what it should",
  },
  "a remove is not remembered": {
    words: "A remove says nothing of the adds that it has seen: they stay.",
    subject: insteadOf(
      "OR-set",
      causal({
        ...orSetType,
        change: (...how) => ({ ...orSetType.change(...how), removed: [] }),
      }),
    ),
    breaks: "means what it should",
  },
  "an add of what is there does nothing": {
    words: "To add what is already there makes no event: a concurrent remove takes it away.",
    subject: changedType("OR-set", orSet, {
      update: (state, replica, update) =>
        update.type === "add" && state.store.has(update.element)
          ? orSet.init()
          : orSet.update(state, replica, update),
    }),
    breaks: "means what it should",
  },
  "a set's name is used again": {
    words:
      "A node that has lost its memory numbers its adds from the start: others know these dots.",
    subject: { ...rightOne("OR-set"), nameOf: (node) => `${node}` },
    breaks: "means what it should",
  },
  "the union of both": {
    words: "What either has is kept, whatever the other knows: nothing can be removed.",
    subject: changedType("OR-set", orSet, { merge: unionOfBoth }),
    breaks: "means what it should",
  },
  "removes win": {
    words: "A remove beats a concurrent add: it is another set than was promised.",
    subject: insteadOf("OR-set", rwSet),
    breaks: "means what it should",
  },
  "tombstones are dropped": {
    words:
      "Tombstones go as soon as states are merged: who has not seen the remove brings it back.",
    subject: changedType("OR-set with tombstones", orSetTombstones, {
      merge(a, b) {
        const { added, removed } = orSetTombstones.merge(a, b);
        return { added, removed: added.size > 1 ? new Map() : removed };
      },
    }),
    breaks: "means what it should",
  },
  "removed for a while": {
    words: "To add an element again takes it from the removed ones: states go down.",
    subject: changedType("2P-set", twoPhaseSet, {
      merge(a, b) {
        const { added, removed } = twoPhaseSet.merge(a, b);
        return { added, removed: new Set([...removed].filter((each) => !b.added.has(each))) };
      },
    }),
    breaks: "merge is commutative",
  },
  "more is above": {
    words: "A set is above another if it has as many elements.",
    subject: changedType("G-set", gSet, { below: (a, b) => a.size <= b.size }),
    breaks: "the order is that of the merge",
  },
  "merged in place": {
    words: "The merge changes a state that somebody else still holds.",
    subject: changedType("G-set", gSet, {
      merge(a, b) {
        for (const each of b) (a as Set<Element>).add(each);
        return a;
      },
    }),
    breaks: "nothing is changed in place",
  },
  "a key's context goes with it": {
    words:
      "Each key has a context of its own, which is dropped with the key: what was removed comes back.",
    subject: insteadOf("OR-map of MV-register", contextPerKey()),
    breaks: "means what it should",
  },
  "a removed key says all is known": {
    words: "A client's context for the whole map is taken for what it has seen of one key.",
    subject: insteadOf("OR-map of MV-register", wholeContext()),
    breaks: "means what it should",
  },
};

/** The state with the greater context, or with an equal one, if there is one, and else the merge. */
function newerOrMerged(a: Causal<Adds>, b: Causal<Adds>): Causal<Adds> {
  return contextBelow(a.context, b.context) ? b : orSet.merge(a, b);
}

/** The state with the greater context, if there is one, and else the merge. */
function greaterOrMerged(a: Causal<Adds>, b: Causal<Adds>): Causal<Adds> {
  const upwards = contextBelow(a.context, b.context),
    downwards = contextBelow(b.context, a.context);
  return upwards === downwards ? orSet.merge(a, b) : upwards ? b : a;
}

function unionOfBoth(a: Causal<Adds>, b: Causal<Adds>): Causal<Adds> {
  const forgetful = (state: Causal<Adds>) => ({ ...state, context: emptyContext });
  const { store } = orSet.merge(forgetful(a), forgetful(b));
  return { store, context: joinContexts(a.context, b.context) };
}

type Registers = ReadonlyMap<Element, ReturnType<typeof mvRegister.init>>;
type Asked = MapUpdate<Parameters<typeof mvRegister.update>[2]>;

function contextPerKey() {
  const merge = (a: Registers, b: Registers): Registers => {
    const merged = new Map(a);
    for (const [key, state] of b) {
      const both = mvRegister.merge(merged.get(key) ?? mvRegister.init(), state);
      if (both.store.size > 0) merged.set(key, both);
      else merged.delete(key);
    }
    return merged;
  };
  return {
    init: (): Registers => new Map(),
    update(state: Registers, replica: Replica, asked: Asked): Registers {
      const before = state.get(asked.key) ?? mvRegister.init();
      const update = asked.type === "remove" ? { type: "clear" as const } : asked.update;
      return new Map([[asked.key, mvRegister.update(before, replica, update)]]);
    },
    merge,
    below: (a: Registers, b: Registers) => equal(merge(a, b), b),
    value: (state: Registers) =>
      new Map([...state].map(([key, each]) => [key, mvRegister.value(each)])),
  };
}

function wholeContext() {
  const right = orMap(mvRegisterType);
  return {
    ...right,
    update(state: ReturnType<typeof right.init>, replica: Replica, asked: Asked) {
      const delta = right.update(state, replica, asked);
      return asked.type === "remove" ? { ...delta, context: state.context } : delta;
    },
  };
}
