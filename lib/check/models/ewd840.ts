/**
 * Termination detection on a ring (Dijkstra, Feijen and van Gasteren 1983, EWD 840; TLA+: EWD840).
 *
 * @module
 */

import type { SystemAction, TransitionSystem } from "../explore/system.ts";

/** The variables. */
export interface Ring {
  /** Which nodes work. */
  readonly active: readonly boolean[];
  /** Which nodes have given work to one that the token has yet to pass. */
  readonly black: readonly boolean[];
  /** The node that holds the token. */
  readonly tokenAt: number;
  /** Whether it has met a black node. */
  readonly tokenBlack: boolean;
}

/** A ring of `count` nodes. */
export function ewd840(count: number): TransitionSystem<Ring> {
  const nodes = Array.from({ length: count }, (_, node) => node);
  return {
    name: `EWD 840, ${count} nodes`,
    initial: () =>
      vectors(count).flatMap((active) =>
        vectors(count).flatMap((black) =>
          nodes.map((tokenAt) => ({ active, black, tokenAt, tokenBlack: true }))
        )
      ),
    indexed: ["active", "black"],
    actions: [initiateProbe(count), ...nodes.slice(1).map(passToken), ...nodes.flatMap(work)],
    always: {
      "termination is detected only when there is none active": (s) =>
        !detected(s) || s.active.every((active) => !active),
      "the token tells the truth about the nodes it passed (Dijkstra's invariant)": (s) =>
        nodes.every((node) => node <= s.tokenAt || !s.active[node]) ||
        nodes.some((node) => node <= s.tokenAt && s.black[node]) || s.tokenBlack,
    },
    leadsTo: {
      "termination is detected": { from: (s) => s.active.every((active) => !active), to: detected },
    },
    fair: (action) => /^(InitiateProbe|PassToken)/.test(action),
  };

  function work(me: number): SystemAction<Ring>[] {
    return [
      ...nodes.filter((other) => other !== me).map((other) => ({
        name: `SendMsg(${me}, ${other})`,
        next: (s: Ring) =>
          s.active[me]
            ? { active: { [other]: true }, ...(other > me ? { black: { [me]: true } } : {}) }
            : undefined,
      })),
      {
        name: `Deactivate(${me})`,
        next: (s) => s.active[me] ? { active: { [me]: false } } : undefined,
      },
    ];
  }
}

function initiateProbe(count: number): SystemAction<Ring> {
  return {
    name: "InitiateProbe",
    next: (s) =>
      s.tokenAt === 0 && (s.tokenBlack || s.black[0])
        ? { tokenAt: count - 1, tokenBlack: false, black: { 0: false } }
        : undefined,
  };
}

function passToken(me: number): SystemAction<Ring> {
  return {
    name: `PassToken(${me})`,
    next: (s) =>
      s.tokenAt === me && (!s.active[me] || s.black[me] || s.tokenBlack)
        ? { tokenAt: me - 1, tokenBlack: s.tokenBlack || s.black[me]!, black: { [me]: false } }
        : undefined,
  };
}

/** What node 0 sees when it may announce termination. */
function detected({ tokenAt, tokenBlack, active, black }: Ring): boolean {
  return tokenAt === 0 && !tokenBlack && !active[0] && !black[0];
}

/** All vectors of `length` booleans. */
function vectors(length: number): boolean[][] {
  if (length === 0) return [[]];
  return vectors(length - 1).flatMap((rest) => [[...rest, false], [...rest, true]]);
}
