/**
 * Leader election on a ring of one direction (Chang and Roberts 1979; TLA+: chang_roberts). A node that
 * starts sends its number round the ring; each node passes on numbers smaller than its own, and the node
 * that gets its own back wins.
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";

/** The variables, of each node. */
export interface Election {
  /** Numbers that have arrived. */
  readonly msgs: readonly ReadonlySet<number>[];
  /** Whether it starts an election at all. */
  readonly initiator: readonly boolean[];
  /** Whether it has had its chance to. */
  readonly begun: readonly boolean[];
  /** How it stands in the election. */
  readonly state: readonly ("cand" | "lost" | "won")[];
}

/** The ring in which node i has the number `ids[i]`. */
export function changRoberts(ids: readonly number[]): TransitionSystem<Election> {
  const nodes = ids.map((_, node) => node);
  const best = (s: Election) => Math.min(...ids.filter((_, node) => s.initiator[node]));
  return {
    name: `Chang and Roberts, ${ids.length} nodes`,
    initial: () =>
      [...Array(2 ** ids.length).keys()].map((bits) => {
        const initiator = nodes.map((node) => (bits >> node & 1) === 1);
        return {
          msgs: nodes.map(() => new Set<number>()),
          initiator,
          begun: nodes.map(() => false),
          state: initiator.map((starts) => starts ? "cand" : "lost"),
        };
      }),
    indexed: ["msgs", "initiator", "begun", "state"],
    actions: nodes.flatMap((me) => [begin(me, ids), receive(me, ids)]),
    always: {
      "only one wins": ({ state }) => state.filter((one) => one === "won").length <= 1,
    },
    leadsTo: {
      "of those that start, the smallest wins": {
        from: (s) => s.initiator.includes(true),
        to: (s) => s.state[ids.indexOf(best(s))] === "won",
      },
    },
    fair: () => true,
  };
}

function begin(me: number, ids: readonly number[]): SystemAction<Election> {
  const next = (me + 1) % ids.length;
  return {
    name: `n0(${me})`,
    next: (s) =>
      s.begun[me] ? undefined : {
        begun: { [me]: true },
        ...(s.initiator[me] ? { msgs: { [next]: s.msgs[next]!.union(new Set([ids[me]!])) } } : {}),
      },
  };
}

function receive(me: number, ids: readonly number[]): SystemAction<Election> {
  const next = (me + 1) % ids.length;
  return {
    name: `n1(${me})`,
    next: (s) =>
      !s.begun[me] ? undefined : [...s.msgs[me]!].map((id) => {
        const rest = s.msgs[me]!.difference(new Set([id]));
        const passOn = { [me]: rest, [next]: s.msgs[next]!.union(new Set([id])) };
        if (s.state[me] === "lost") return { msgs: passOn };
        if (id < ids[me]!) return { state: { [me]: "lost" as const }, msgs: passOn };
        if (id > ids[me]!) return { msgs: { [me]: rest } };
        return { state: { [me]: "won" as const }, msgs: { [me]: rest } };
      }),
  };
}
