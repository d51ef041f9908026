/** What must have been before a node finds somebody suspect or dead by itself. @module */

import { type Invariant, type InvariantViolation, ofSteps } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { inWords, type Standing } from "../standing.ts";
import type { State } from "../state.ts";

/** What a node held of others before a step. */
interface Before {
  readonly known: ReadonlyMap<NodeId, Standing>;
  /** How often it had found somebody suspect or dead by itself. */
  readonly findings: number;
  /** Whose probe others were asked to help with. */
  readonly asked: NodeId | null;
  /** With how many confirmations too few a suspicion would be death. */
  readonly lacking: ReadonlyMap<NodeId, number>;
}

/** A property of what a node finds by itself, as opposed to what it is told. */
function ofFindings(
  name: string,
  words: string,
  judge: (
    found: { readonly member: NodeId; readonly was: Standing | undefined; readonly is: Standing },
    before: Before,
    after: Readonly<State>,
  ) => string | undefined,
): Invariant<State> {
  return ofSteps<State, Before>({
    name,
    words,
    digest: ({ known, findings, probe, suspicions }) => ({
      known: new Map(known),
      findings,
      asked: probe !== null && probe.asked !== null ? probe.target : null,
      lacking: new Map([...suspicions].map(([member, { accusers, enough }]) => // The next deadline to pass is that of one confirmation fewer.
      [member, enough - accusers.size])),
    }),
    step(before, after, node): InvariantViolation | undefined {
      if (after.findings === before.findings) return undefined;
      for (const [member, is] of after.known) {
        const was = before.known.get(member) ?? atTheStart(after, member);
        if (was?.status === is.status && was.incarnation === is.incarnation) continue;
        const breach = judge({ member, was, is }, before, after);
        if (breach !== undefined) return { words: breach, nodes: [node, member] };
      }
      return undefined;
    },
  });
}

function atTheStart({ base }: Readonly<State>, member: NodeId): Standing | undefined {
  return member < base ? { status: "alive", incarnation: 0, by: member } : undefined;
}

/** Nobody is found dead by a node that has not suspected it before, in the same incarnation. */
export const suspectedFirst: Invariant<State> = ofFindings(
  "suspected first",
  "a node declares a member dead only if it has suspected it in that incarnation",
  ({ member, was, is }, _, { self }) =>
    is.status !== "dead" || is.by !== self ||
      was?.status === "suspect" && was.incarnation === is.incarnation
      ? undefined
      : `node ${member}, which was ${was ? inWords(was) : "unknown"}, is declared dead`,
);

/** A suspicion is death early only if others have the same one. */
export const confirmedFirst: Invariant<State> = ofFindings(
  "confirmed first",
  "a suspicion is death at a deadline only if so many others have confirmed it as the deadline wants",
  ({ member, is }, { lacking }, { self }) => {
    const few = lacking.get(member) ?? 0;
    return is.status !== "dead" || is.by !== self || few <= 0
      ? undefined
      : `node ${member} is declared dead, and ${few} confirmations are lacking`;
  },
);

/** A member is suspected by a node's own probe only when others have been asked, too. */
export const helpersFirst: Invariant<State> = ofFindings(
  "helpers first",
  "a node suspects a member of its own accord only after it has asked others, if there are any",
  ({ member, is }, { asked }, { self }) =>
    is.status !== "suspect" || is.by !== self || asked === member
      ? undefined
      : `node ${member} is suspected, and nobody else was asked`,
);
