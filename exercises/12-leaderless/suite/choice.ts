/** What whoever recovers must do, case by case. @module */

import type {
  Choice,
  Evidence,
  Id,
  Instance,
  Objection,
  Proposal,
  Trial,
  Verdict,
} from "../given.ts";
import { compareBallots } from "../given.ts";
import { doInterfere } from "./interfering.ts";

/** The choice. */
export function chosen({ id, sizes, reports }: Evidence): Choice {
  let best: Choice | undefined, ballot: Parameters<typeof compareBallots>[0] | undefined;
  for (const { phase, proposal, accepted } of reports.values()) {
    if (phase === "committed") return { type: "commit", proposal: proposal! };
    if (phase !== "accepted" || ballot !== undefined && compareBallots(ballot, accepted) >= 0) {
      continue;
    }
    [best, ballot] = [{ type: "accept", proposal: proposal! }, accepted];
  }
  if (best !== undefined) return best;
  let support = 0, asked: Proposal | undefined;
  for (const { phase, proposal, initial } of reports.values()) {
    if (phase !== "pre-accepted" || initial === null) continue;
    if (proposal!.sequence !== initial.sequence) continue;
    if (`${proposal!.dependencies}` !== `${initial.dependencies}`) continue;
    support++;
    asked ??= initial;
  }
  const { replicas, failures, fastFailures } = sizes;
  if (asked !== undefined && !reports.has(id.replica)) {
    // Of those who are not heard all may have found the same.
    if (support + failures >= replicas - fastFailures) {
      return { type: "validate", proposal: asked, support };
    }
  }
  const dependencies = Array.from({ length: replicas }, () => 0);
  return { type: "accept", proposal: { value: [], dependencies, sequence: 0 } };
}

/** What contradicts a decision, in the order of rows and slots. */
export function objections(
  rows: readonly ReadonlyMap<number, Instance>[],
  id: Id,
  { value, dependencies }: Proposal,
): Objection[] {
  return inOrder(
    rows.flatMap((row, replica) =>
      [...row].flatMap(([slot, { phase, proposal, initial }]) => {
        const counts = phase === "committed" ? proposal : initial;
        if (counts === null || replica === id.replica && slot === id.slot) return [];
        if (!doInterfere(value, counts.value)) return [];
        if (slot <= dependencies[replica]! || id.slot <= counts.dependencies[id.replica]!) {
          return [];
        }
        return [{ id: { replica, slot }, committed: phase === "committed" }];
      })
    ),
  );
}

/** Objections in an order that says nothing. */
export function inOrder(all: readonly Objection[]): Objection[] {
  return all.toSorted((a, b) => a.id.replica - b.id.replica || a.id.slot - b.id.slot);
}

/** The verdict. */
export function judged(
  { sizes: { replicas, failures, fastFailures }, quorum, support, objections: all }: Trial,
): Verdict {
  if (all.length === 0) return "possible";
  const isAway = (id: Id) => !quorum.includes(id.replica);
  const needsAllOthers = support + failures === replicas - fastFailures;
  const contradicts = ({ id, committed }: Objection) => committed || needsAllOthers && isAway(id);
  return all.some(contradicts) ? "impossible" : "wait";
}
