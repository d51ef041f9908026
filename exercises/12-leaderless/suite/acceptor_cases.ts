/** What replicas are asked. @module */

import type { Random } from "hb/sim/random.ts";
import type { Ballot, Id, Message, NodeId, Proposal } from "../given.ts";
import { NO_BALLOT } from "../given.ts";
import { writes } from "./draws.ts";

/** What happens. */
export type Event =
  | "crash"
  | Extract<Message, { type: "preAccept" | "accept" | "commit" | "prepare" }> & {
    readonly from: NodeId;
  };

/** A run at one replica. */
export interface Case {
  readonly self: NodeId;
  readonly nodes: number;
  readonly script: readonly Event[];
  /** All that may happen. */
  readonly all: readonly { readonly event: Event }[];
}

/** What may happen in two instances that interfere, in these rounds. */
function alphabet(
  nodes: number,
  rounds: readonly number[],
  far: number,
  known: number,
  isTold = false,
): Event[] {
  const none = Array.from({ length: nodes }, () => 0);
  const ids: Id[] = [{ replica: 1, slot: far + 1 }, { replica: 2 % nodes, slot: far + 1 }];
  return ids.slice(0, known).flatMap((id, which) => {
    const value = [writes("ab"[which]!)];
    const other = ids[1 - which]!;
    // What the coordinator names this replica may not have heard of, or not all of it.
    const asked: Proposal = isTold
      ? { value, dependencies: none.with(other.replica, far + 3), sequence: 5 - 2 * which }
      : { value, dependencies: none, sequence: 1 };
    const slow: Proposal = {
      value,
      dependencies: none.with(other.replica, other.slot),
      sequence: 2,
    };
    const noOp: Proposal = { value: [], dependencies: none, sequence: 0 };
    const ballots: Ballot[] = rounds.flatMap((round) =>
      nodes < 3 ? [{ round, node: 1 }] : [{ round, node: 1 }, { round, node: 2 }]
    );
    return [
      { type: "preAccept", from: id.replica, id, proposal: asked },
      { type: "accept", from: id.replica, id, ballot: NO_BALLOT, proposal: slow },
      ...ballots.flatMap((ballot): Event[] => [
        { type: "prepare", from: ballot.node, id, ballot },
        {
          type: "accept",
          from: ballot.node,
          id,
          ballot,
          proposal: ballot.node === 1 ? slow : noOp,
        },
      ]),
      { type: "commit", from: id.replica, id, proposal: which === 0 ? slow : asked },
    ];
  });
}

/** All runs of two or three steps. */
export function* shortCases(): Generator<Case> {
  const events: Event[] = [...alphabet(3, [1, 2], 0, 1), "crash"];
  const all = events.map((event) => ({ event }));
  const runs = (length: number): Event[][] =>
    length === 0
      ? [[]]
      : runs(length - 1).flatMap((less) => events.map((event) => [...less, event]));
  for (const length of [1, 2, 3]) {
    for (const script of runs(length)) yield { self: 0, nodes: 3, script, all };
  }
}

/** Longer runs, of two instances, with ballots of any size. */
export function aCase(random: Random): Case {
  const nodes = [3, 3, 5, 11][random.below(4)]!;
  const rounds = [[1, 2], [9, 10], [99, 100, 101], [2 ** 31 - 1, 2 ** 31]][random.below(4)]!;
  const events = alphabet(nodes, rounds, random.chance(0.2) ? 40 : 0, 2, random.chance(0.4));
  const script = Array.from({ length: 2 + random.below(12) }, () => {
    const event = random.chance(0.08) ? "crash" : events[random.below(events.length)]!;
    return event !== "crash" && event.type === "commit" && random.chance(0.6) ? "crash" : event;
  });
  return { self: 0, nodes, script, all: [] };
}
