/**
 * Two-phase commit, as in Gray and Lamport 2006, *Consensus on transaction commit* (TLA+: TwoPhase).
 * Messages are never consumed: a message that was sent once stays sent.
 *
 * @module
 */

import type { Change, SystemAction, TransitionSystem } from "../explore/system.ts";

/** How far a resource manager is. */
export type Manager = "working" | "prepared" | "committed" | "aborted";

/** The variables. */
export interface TwoPhase {
  /** Of each resource manager. */
  readonly rmState: readonly Manager[];
  /** Of the transaction manager. */
  readonly tmState: "init" | "committed" | "aborted";
  /** Resource managers that the transaction manager knows to be prepared. */
  readonly tmPrepared: ReadonlySet<number>;
  /** Sent messages: "commit", "abort", or the number of the resource manager that is prepared. */
  readonly msgs: ReadonlySet<"commit" | "abort" | number>;
}

/** Two-phase commit with `count` resource managers. */
export function twoPhase(count: number): TransitionSystem<TwoPhase> {
  const managers = Array.from({ length: count }, (_, manager) => manager);
  return {
    name: `two-phase commit, ${count} resource managers`,
    initial: () => [{
      rmState: managers.map(() => "working" as const),
      tmState: "init",
      tmPrepared: new Set(),
      msgs: new Set(),
    }],
    indexed: ["rmState"],
    actions: [
      action("TMCommit", (s) =>
        s.tmState === "init" && s.tmPrepared.size === count &&
        { tmState: "committed", msgs: s.msgs.union(new Set(["commit"] as const)) }),
      action("TMAbort", (s) =>
        s.tmState === "init" &&
        { tmState: "aborted", msgs: s.msgs.union(new Set(["abort"] as const)) }),
      ...managers.flatMap(ofManager),
    ],
    always: {
      "no manager commits while another aborts": ({ rmState }) =>
        !(rmState.includes("committed") && rmState.includes("aborted")),
    },
    sometimes: {
      "all commit": ({ rmState }) => rmState.every((state) => state === "committed"),
      "all abort": ({ rmState }) => rmState.every((state) => state === "aborted"),
    },
    canonical,
  };
}

function ofManager(rm: number): SystemAction<TwoPhase>[] {
  const become = (state: Manager) => ({ rmState: { [rm]: state } });
  return [
    action(`TMRcvPrepared(${rm})`, (s) =>
      s.tmState === "init" && s.msgs.has(rm) &&
      { tmPrepared: s.tmPrepared.union(new Set([rm])) }),
    action(`RMPrepare(${rm})`, (s) =>
      s.rmState[rm] === "working" &&
      { ...become("prepared"), msgs: s.msgs.union(new Set([rm])) }),
    action(`RMChooseToAbort(${rm})`, (s) => s.rmState[rm] === "working" && become("aborted")),
    action(`RMRcvCommitMsg(${rm})`, (s) => s.msgs.has("commit") && become("committed")),
    action(`RMRcvAbortMsg(${rm})`, (s) => s.msgs.has("abort") && become("aborted")),
  ];
}

function action(
  name: string,
  next: (state: TwoPhase) => Change<TwoPhase> | false,
): SystemAction<TwoPhase> {
  return { name, next: (state) => next(state) || undefined };
}

/** Resource managers have no rank: sort them by all that is known about each. */
function canonical({ rmState, tmState, tmPrepared, msgs }: TwoPhase): TwoPhase {
  const order = rmState.map((state, rm) => ({
    rm,
    key: `${state} ${tmPrepared.has(rm)} ${msgs.has(rm)}`,
  })).sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0).map(({ rm }) => rm);
  const renamed = (rm: number) => order.indexOf(rm);
  return {
    rmState: order.map((rm) => rmState[rm]!),
    tmState,
    tmPrepared: new Set([...tmPrepared].map(renamed)),
    msgs: new Set(
      [...msgs].map((message) => typeof message === "number" ? renamed(message) : message),
    ),
  };
}
