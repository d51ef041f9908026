/**
 * What any commit protocol must do, whatever coordinates it (Gray and Lamport 2006; TLA+: TCommit).
 *
 * @module
 */

import type { TransitionSystem } from "../explore/system.ts";
import type { Manager } from "./two_phase.ts";

/** The variable: the state of each resource manager. */
export interface TransactionCommit {
  /** The state of each, by its number. */
  readonly rmState: readonly Manager[];
}

/** Transaction commit among `count` resource managers. */
export function transactionCommit(count: number): TransitionSystem<TransactionCommit> {
  const managers = Array.from({ length: count }, (_, manager) => manager);
  const ready = (state: Manager) => state === "prepared" || state === "committed";
  return {
    name: `transaction commit, ${count} resource managers`,
    initial: () => [{ rmState: managers.map(() => "working" as const) }],
    actions: managers.flatMap((rm) => {
      const become = (s: TransactionCommit, state: Manager) => ({
        rmState: s.rmState.with(rm, state),
      });
      return [
        {
          name: `Prepare(${rm})`,
          next: (s) => s.rmState[rm] === "working" ? become(s, "prepared") : undefined,
        },
        {
          name: `DecideCommit(${rm})`,
          next: (s) =>
            s.rmState[rm] === "prepared" && s.rmState.every(ready)
              ? become(s, "committed")
              : undefined,
        },
        {
          name: `DecideAbort(${rm})`,
          next: (s) =>
            ["working", "prepared"].includes(s.rmState[rm]!) && !s.rmState.includes("committed")
              ? become(s, "aborted")
              : undefined,
        },
      ];
    }),
    always: {
      "no manager commits while another aborts": ({ rmState }) =>
        !(rmState.includes("committed") && rmState.includes("aborted")),
    },
    sometimes: {
      "all commit": ({ rmState }) => rmState.every((state) => state === "committed"),
    },
  };
}
