/** A replica that executes, and waits for less than it must. @module */

import {
  type Executing,
  type Executor,
  type Id,
  label,
  type Proposal,
} from "../../../exercises/12-leaderless/given.ts";
import { executor } from "../executor.ts";

interface Commit {
  readonly id: Id;
  readonly proposal: Proposal;
}

/**
 * What it has heard of goes to the right one when what it looks at is there; that then sees only those
 * dependencies which are there.
 */
function waitingFor(
  isReady: (commit: Commit, has: (id: Id) => boolean) => boolean,
): Partial<Executor> {
  return {
    commit(setting: Executing, s, message, io) {
      const all: Map<string, Commit> = s.heard ??= new Map();
      const started: Set<string> = s.started ??= new Set();
      all.set(label(message.id), message);
      const has = (id: Id) => all.has(label(id));
      const ready = [...all].filter(([name, commit]) => !started.has(name) && isReady(commit, has));
      for (const [name] of ready) started.add(name);
      for (const [, commit] of ready) {
        const { dependencies } = commit.proposal;
        // The rows as far as it knows all of them.
        const known = dependencies.map((last, replica) => {
          let slot = 0;
          while (slot < last && started.has(label({ replica, slot: slot + 1 }))) slot++;
          return slot;
        });
        const proposal = { ...commit.proposal, dependencies: known };
        (executor as Executor).commit(setting, s, { ...commit, proposal }, io);
      }
    },
  };
}

const slots = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

/** It waits for the last slot of each row that is named. */
export const lastOnly = waitingFor(({ proposal: { dependencies } }, has) =>
  dependencies.every((slot, replica) => slot === 0 || has({ replica, slot }))
);

/** It waits for all that is named, and for nothing that depends on. */
export const namesOnly = waitingFor(({ proposal: { dependencies } }, has) =>
  dependencies.every((last, replica) => slots(last).every((slot) => has({ replica, slot })))
);
