/**
 * What whoever recovers an instance does. This is the recovery of EPaxos* (Ryabinin, Gotsman and Sutra 2025, figure 5)
 * in the place of the original one, which is ambiguous, and can wait for ever.
 *
 * Why it is right. Say that the instance i was decided on the fast path, as the coordinator asked for, (c, D): then
 * n − e replicas have pre-accepted just (c, D), and whatever they heard of that interferes with c and is not in D,
 * they heard of later. We show that recovery chooses (c, D), or waits.
 *
 * - Of the n − f who have promised, at most e are not among those n − e. So with less support, i was not decided so.
 *   Nor was it, if its coordinator has promised and does not know it decided: it would have had to decide.
 * - Say that j interferes with c, is not in D, and does not depend on i. Then j is never decided like that, or only as
 *   a no-op. On the fast path it would need n − e who heard of j first, on the slow path n − f; each of these sets has
 *   a replica in common with those n − e that heard of i first, and that one names i. And a recovery of j asks n − f
 *   whether anything contradicts it: one of them has pre-accepted (c, D), and says that i does, unless it was asked
 *   before it heard of i; then it has noted j, names it when it pre-accepts i, and is none of the n − e. So whoever
 *   finds such a j decided knows that i was not; and while j is open, it waits for what j becomes.
 * - If just n − f − e support (c, D), all who have not promised yet would have to be among the n − e. So if the
 *   coordinator of j is one of those, it heard of i before it asked for j, and named it: j contradicts nothing.
 * - Two may wait for each other, i for j and j for i, when those who coordinated them are gone. Nobody can support both,
 *   as whoever heard of one first names it in the other. If more than n − f − e support j, then with e of them and the
 *   coordinator of j, which does not support i either, fewer than n − e are left for i, as n ≥ 2e + f − 1. So i was
 *   not decided on the fast path, and whoever recovers it need not wait: that is what `waiting` tells. If no more than
 *   n − f − e support either, see above: each is decided, or its coordinator answers, or it was among those who cannot
 *   be asked.
 *
 * What was not decided on the fast path EPaxos* makes a no-op, and its client has to ask again. Here phase 1 begins once
 * more, in the ballot of the recovery, as in the original: n − f say what they know by now that interferes, and the
 * union of that is put to the vote, with all that the first coordinator had asked for. That is as right as the slow
 * path: whoever says what it knows has noted the command before it hears of what it does not name. A command that
 * nobody has heard of becomes a no-op.
 *
 * A sequence number is part of what n − e must have found alike, and is recovered with the rest. Nothing here says that
 * a recovered one is greater than those of all commands that were decided before; see `execute` why that does no harm.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { compareBallots } from "../ballot.ts";
import { type Id, type Proposal, sameAttributes } from "./instance.ts";
import type { Objection, Report } from "./messages.ts";
import { type Sizes, slowQuorum } from "./quorums.ts";
import { NO_OP } from "./value.ts";

/** What is known when n − f replicas have promised. */
export interface Evidence {
  /** The instance. */
  readonly id: Id;
  /** Who recovers it. */
  readonly self: NodeId;
  /** What each of them knew. */
  readonly reports: ReadonlyMap<NodeId, Report>;
  /** How many replicas there are. */
  readonly sizes: Sizes;
}

/** What is done then. */
export type Choice =
  /** It is decided, as somebody knows. */
  | { readonly type: "commit"; readonly proposal: Proposal }
  /** Ask for votes for this. */
  | { readonly type: "accept"; readonly proposal: Proposal }
  /** This is what was asked for first, and it was not decided on the fast path: begin with phase 1 once more. */
  | { readonly type: "restart"; readonly proposal: Proposal }
  /** This may have been decided on the fast path; so many support it. Ask what contradicts it. */
  | { readonly type: "validate"; readonly proposal: Proposal; readonly support: number };

/** An instance that does nothing, and depends on nothing. */
export function noOp(replicas: number): Proposal {
  return { value: NO_OP, dependencies: Array.from({ length: replicas }, () => 0), sequence: 0 };
}

/** The choice. */
export function chosen({ id, reports, sizes }: Evidence): Choice {
  const all = [...reports.values()];
  const committed = all.find(({ phase }) => phase === "committed");
  if (committed !== undefined) return { type: "commit", proposal: committed.proposal! };
  const accepted = all.filter(({ phase }) => phase === "accepted")
    .reduce<Report | undefined>(
      (a, b) => a === undefined || compareBallots(a.accepted, b.accepted) < 0 ? b : a,
      undefined,
    );
  if (accepted !== undefined) return { type: "accept", proposal: accepted.proposal! };
  const asked = all.find(({ initial }) => initial !== null)?.initial ?? null;
  if (asked === null) return { type: "accept", proposal: noOp(sizes.replicas) };
  if (reports.has(id.replica)) return { type: "restart", proposal: asked };
  const supporters = all.filter(supports);
  const support = supporters.length;
  if (support === 0 || support < slowQuorum(sizes) - sizes.fastFailures) {
    return { type: "restart", proposal: asked };
  }
  return { type: "validate", proposal: supporters[0]!.initial!, support };
}

/** Whether a replica has pre-accepted just what the coordinator asked for. */
export function supports({ phase, proposal, initial }: Report): boolean {
  return phase === "pre-accepted" && initial !== null && sameAttributes(proposal!, initial);
}

/** What is known when those who have promised have said what contradicts a decision on the fast path. */
export interface Trial {
  /** What they said. */
  readonly objections: readonly Objection[];
  /** Who they are. */
  readonly quorum: readonly NodeId[];
  /** How many of them had pre-accepted what may have been decided. */
  readonly support: number;
  /** How many replicas there are. */
  readonly sizes: Sizes;
}

/** Whether something can have been decided on the fast path. */
export type Verdict =
  /** Nothing contradicts it. */
  | "possible"
  /** It cannot. */
  | "impossible"
  /** That depends on what others become. */
  | "wait";

/** The verdict. */
export function judged({ objections, quorum, support, sizes }: Trial): Verdict {
  if (objections.length === 0) return "possible";
  if (objections.some(({ committed }) => committed)) return "impossible";
  const isLeast = support === slowQuorum(sizes) - sizes.fastFailures;
  if (isLeast && objections.some(({ id }) => !quorum.includes(id.replica))) return "impossible";
  return "wait";
}

/** Whether so much support for an instance excludes that one which waits for it was decided on the fast path. */
export function outweighs(support: number, sizes: Sizes): boolean {
  return support > slowQuorum(sizes) - sizes.fastFailures;
}
