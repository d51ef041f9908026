/** The decisions that Multi-Paxos rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Ballot } from "../ballot.ts";
import { compareBallots } from "../ballot.ts";
import type { Entry, Voted } from "./log.ts";
import type { Recalled, Saved } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Ahead } from "./state.ts";
import { noop, type Value } from "./value.ts";
import { type Admission, admit, type Sessions, type Stamp } from "../../replicated/sessions.ts";

/** The rules. */
export interface Rules {
  /** Whether an acceptor that has promised one ballot may promise another. */
  readonly mayPromise: (ballot: Ballot, promised: Ballot) => boolean;
  /** Whether a candidate is one that a server's own leader has named, given the ballot whose leader did. */
  readonly isNamed: (named: Ballot | undefined, promised: Ballot) => boolean;
  /** Whether an acceptor that has promised one ballot may vote in another. */
  readonly mayVote: (ballot: Ballot, promised: Ballot) => boolean;
  /** Whether a reply belongs to the ballot of a candidate or leader. */
  readonly isReplyTo: (reply: Ballot, own: Ballot) => boolean;
  /** From which slot on a candidate asks for votes. */
  readonly asksFrom: (executed: number) => number;
  /** Of two votes in a slot, the one whose value may have been decided. */
  readonly better: (a: Voted, b: Voted) => Voted;
  /** What a new leader proposes in a slot in which nobody has voted, though somebody has in a later one. */
  readonly fillsGap: (origin: Ballot) => Value | null;
  /** Whether a vote is for what the leader says is decided: `ballot` is the leader's. */
  readonly isDecided: (entry: Entry, ballot: Ballot) => boolean;
  /** From which slot on a configuration holds that is decided in `slot`. */
  readonly holdsFrom: (slot: number, window: number) => number;
  /** Whether a leader may propose in a slot, given how far it has executed. */
  readonly mayPropose: (slot: number, executed: number, window: number) => boolean;
  /** Whose promises allow a leader to propose in a slot, given its members and those of the next slot that it executes. */
  readonly promisers: (members: readonly NodeId[], next: readonly NodeId[]) => readonly NodeId[];
  /** Whether a leader goes on to ask whoever told it of decisions that it has missed. */
  readonly waitsFor: (ahead: Readonly<Ahead>) => boolean;
  /** Up to which slot a server forgets what it has in a snapshot. */
  readonly forgets: (snapshot: Snapshot, keepSlots: number) => number;
  /** What the client's session says of a command. */
  readonly admit: (sessions: Readonly<Sessions>, stamp: Stamp) => Admission;
  /** Which of the records that a step would save are saved. */
  readonly saves: (saved: Saved) => Saved | null;
  /** What a server makes of what it had saved. */
  readonly remembers: (recalled: Recalled) => Recalled;
}

/** The right ones. */
export const rules: Rules = {
  mayPromise: (ballot, promised) => compareBallots(ballot, promised) > 0,
  // Who has promised a later ballot may hear a leader that has named nobody.
  isNamed: (named, promised) => named !== undefined && compareBallots(promised, named) <= 0,
  mayVote: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  isReplyTo: (reply, own) => compareBallots(reply, own) === 0,
  asksFrom: (executed) => executed + 1,
  better: (a, b) => compareBallots(a.ballot, b.ballot) < 0 ? b : a,
  fillsGap: noop,
  isDecided: (entry, ballot) => compareBallots(entry.ballot, ballot) === 0,
  holdsFrom: (slot, window) => slot + window,
  mayPropose: (slot, executed, window) => slot <= executed + window,
  promisers: (members) => members,
  waitsFor: ({ patience }) => patience > 0,
  forgets: ({ slot }, keepSlots) => slot - keepSlots,
  admit,
  saves: (saved) => saved,
  remembers: (recalled) => recalled,
};
