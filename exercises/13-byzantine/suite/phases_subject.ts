/** The reader's three phases at all replicas of a view, and what must hold among the loyal. @module */

import { shown } from "hb/grade/part.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Io, NodeId, Protocol } from "hb/model/protocol.ts";
import { isTraitor, type Traitor } from "hb/security/adversary/traitors.ts";
import { nobodyForges, type Sealed } from "hb/security/adversary/unforged.ts";
import type { OrderIo, OrderMessage, Phases } from "../given.ts";
import { sizesOf } from "./did.ts";

/** What passes between replicas, and what the primary is asked for. */
export type Message = OrderMessage | { readonly type: "ask"; readonly digest: string };

/** A replica: what the reader's code remembers, and what it has said to its replica, by number. */
export interface Replica {
  readonly own: unknown;
  readonly prepared: Map<number, string>;
  readonly committed: Map<number, string>;
}

export type State = Replica | Sealed<Replica> | Traitor;

export const CLUSTER = "pbft";
const HIGH = 8;
export const TYPES: readonly Message["type"][] = ["ask", "prePrepare", "prepare", "commit"];

/** All replicas of view 0 run it. */
export function protocolOf(judged: Phases, replicas: number): Protocol<Replica, Message> {
  const within = ({ prepared, committed }: Replica, io: Io<Message>): OrderIo => ({
    self: io.self,
    send: (to, message) => io.send(to, message),
    prepared({ prePrepare: { statement } }) {
      prepared.set(statement.sequence, statement.digest);
    },
    committed: (sequence, digest) => void committed.set(sequence, digest),
  });
  return {
    start({ self }) {
      const rules = { cluster: CLUSTER, replicas, self, view: 0, low: 0, high: HIGH };
      return { own: judged.start(shown(rules)), prepared: new Map(), committed: new Map() };
    },
    upon: {
      ask: (s, { digest }, io) => judged.propose(s.own, digest, within(s, io)),
      prePrepare: (s, { prePrepare }, io) => judged.prePrepare(s.own, prePrepare, within(s, io)),
      prepare: (s, { prepare }, io) => judged.prepare(s.own, prepare, within(s, io)),
      commit: (s, { commit }, io) => judged.commit(s.own, commit, within(s, io)),
    },
  };
}

/** The loyal replicas, each with its number. */
export function loyal(
  states: readonly (Readonly<State> | undefined)[],
): (readonly [NodeId, Replica])[] {
  return states.flatMap((s, node) => {
    if (s === undefined || isTraitor(s)) return [];
    return [[node, "forged" in s ? s.own as Replica : s as Replica] as const];
  });
}

/** That no two of the loyal say different things of one number. */
function one(which: "prepared" | "committed", words: string): Invariant<State> {
  return {
    name: `one batch is ${which}`,
    words,
    check({ states }) {
      const first = new Map<number, readonly [NodeId, string]>();
      for (const [node, replica] of loyal(states)) {
        for (const [sequence, digest] of replica[which]) {
          const [other, was] = first.get(sequence) ?? [node, digest];
          first.set(sequence, [other, was]);
          if (was === digest) continue;
          const found =
            `at number ${sequence} ${was} is ${which} at replica ${other}, and ${digest} at replica ${node}`;
          return { words: found, nodes: [other, node] };
        }
      }
      return undefined;
    },
  };
}

/** That a later view will know of what is committed. */
const lasts = (replicas: number): Invariant<State> => ({
  name: "what is committed lasts",
  words:
    "what is committed anywhere f + 1 loyal replicas have prepared, as each quorum of view changes then has one of them",
  check({ states }) {
    const all = loyal(states), { weak, faults } = sizesOf(replicas);
    // Of the quorum that has signed a commit as many may lie as there are traitors.
    const least = sizesOf(replicas).quorum - Math.min(faults, replicas - all.length);
    for (const [node, { committed }] of all) {
      for (const [sequence, digest] of committed) {
        const has = all.filter(([, { prepared }]) => prepared.get(sequence) === digest).length;
        if (has >= Math.max(weak, least)) continue;
        const words =
          `replica ${node} has committed ${sequence}:${digest}, which ${has} of the loyal have prepared`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});

/** All that must hold, whoever lies. */
export const invariants = (replicas: number): readonly Invariant<State>[] => [
  nobodyForges,
  one("prepared", "in a view no two loyal replicas prepare different requests for one number"),
  one("committed", "no two loyal replicas commit different requests for one number"),
  lasts(replicas),
];
