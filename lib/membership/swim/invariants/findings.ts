/** What must have been before a node finds somebody suspect or dead by itself. @module */

import { type Invariant, type InvariantViolation, ofSteps } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Standing } from "../standing.ts";
import type { State } from "../state.ts";

/** What a node thought before a step. */
interface Before {
  /** How often it had found somebody suspect or dead by itself. */
  readonly findings: number;
  /** Whose probe others were asked to help with. */
  readonly asked: NodeId | null;
  /** Whom it suspected, in which incarnation, and how many confirmations were lacking for death. */
  readonly suspected: ReadonlyMap<NodeId, Doubt>;
}

interface Doubt {
  readonly incarnation: number;
  readonly lacking: number;
}

/** A property of what a node finds by itself, as opposed to what it is told. */
function ofFindings(
  name: string,
  words: string,
  judge: (member: NodeId, is: Standing, before: Before) => string | undefined,
): Invariant<State> {
  return ofSteps<State, Before>({
    name,
    words,
    digest: (s) => ({
      findings: s.findings,
      asked: s.probe !== null && s.probe.asked !== null ? s.probe.target : null,
      suspected: doubts(s),
    }),
    step(before, { findings, found, known, self }, node): InvariantViolation | undefined {
      if (found === null || findings === before.findings) return undefined;
      const is = known.get(found);
      if (is === undefined || is.by !== self) return undefined;
      const breach = judge(found, is, before);
      return breach === undefined ? undefined : { words: breach, nodes: [node, found] };
    },
  });
}

function doubts({ suspicions, known }: Readonly<State>): Map<NodeId, Doubt> {
  const suspected = new Map<NodeId, Doubt>();
  for (const [member, { accusers, enough }] of suspicions) {
    // The next deadline to pass is that of one confirmation fewer, and the first accuser confirms nothing.
    const lacking = (enough - 1) - (accusers.size - 1);
    suspected.set(member, { incarnation: known.get(member)?.incarnation ?? -1, lacking });
  }
  return suspected;
}

/** Nobody is found dead by a node that has not suspected it before, in the same incarnation. */
export const suspectedFirst: Invariant<State> = ofFindings(
  "suspected first",
  "a node declares a member dead only if it has suspected it in that incarnation",
  (member, { status, incarnation }, { suspected }) =>
    status !== "dead" || suspected.get(member)?.incarnation === incarnation
      ? undefined
      : `node ${member} is declared dead in incarnation ${incarnation}, and was not suspected in it`,
);

/** A suspicion is death early only if others have the same one. */
export const confirmedFirst: Invariant<State> = ofFindings(
  "confirmed first",
  "a suspicion is death at a deadline only if so many others have confirmed it as the deadline wants",
  (member, { status }, { suspected }) => {
    const lacking = suspected.get(member)?.lacking ?? 0;
    return status !== "dead" || lacking <= 0
      ? undefined
      : `node ${member} is declared dead, and ${lacking} confirmations are lacking`;
  },
);

/** A member is suspected by a node's own probe only when others have been asked, too. */
export const helpersFirst: Invariant<State> = ofFindings(
  "helpers first",
  "a node suspects a member of its own accord only after it has asked others, if there are any",
  (member, { status }, { asked }) =>
    status !== "suspect" || asked === member
      ? undefined
      : `node ${member} is suspected, and nobody else was asked`,
);
