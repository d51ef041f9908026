/** The decisions that primary–backup rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Position } from "../../replicated/position.ts";
import { type Admission, admit, type Sessions, type Stamp } from "../../replicated/sessions.ts";

import { isAhead, isSame, type Report, type View } from "./view.ts";

/** What the view service decides. */
export interface ViewRules {
  /** Whether a server that reports from the present view still has its state. */
  readonly notices: (report: Report) => boolean;
  /** Whether others are taken in while the present view is not acknowledged. */
  readonly hurries: boolean;
  /** Whether a backup is known to have the whole state of a view. */
  readonly isHolder: (server: NodeId, view: View, isAcknowledged: boolean) => boolean;
  /** Who may become primary, of the backups that have the state and of all servers that are heard. */
  readonly candidates: (holders: readonly NodeId[], heard: readonly NodeId[]) => readonly NodeId[];
  /** How many of the backups must be sealed before one of them is chosen. */
  readonly quorum: (backups: number, acknowledgements: number) => number;
  /** Whether it counts where a backup says it stands: who has lost what it had does not know what it had acknowledged. */
  readonly sealCounts: (report: Report) => boolean;
  /** Which of two positions makes the better primary. */
  readonly isBetter: (one: Position, other: Position) => boolean;
}

/** What servers decide. */
export interface ServerRules {
  /** Whether a message of one view counts in another: only if it is the same one. */
  readonly counts: (view: number, own: number) => boolean;
  /** Whether a server orders and answers what clients ask. */
  readonly serves: (role: "primary" | "backup" | "idle") => boolean;
  /** Whether a primary may do without a backup's acknowledgement, given what is asked. */
  readonly answersAlone: (isRead: boolean) => boolean;
  /** Up to which operation all must be acknowledged before a confirmed read is answered, given the last that it has read. */
  readonly readWaitsFor: (index: number) => number;
  /** Whether a server that has no state may lead a view that is not the first. */
  readonly leadsWithout: boolean;
  /** Whether a server may begin a first view, given the last one that it has begun. */
  readonly mayBegin: (view: number, begun: number) => boolean;
  /** Whether a server may take part in a view, given the last one in which it did. */
  readonly mayEnter: (view: number, entered: number) => boolean;
  /**
   * Whether nothing is answered without a backup from the start, given whether the view service knows that it has the
   * state, and whether the primary has led this view before a restart: then it may have vouched for that backup.
   */
  readonly countsAtOnce: (isKnown: boolean, hasRestarted: boolean) => boolean;
  /** Whether a backup needs none of the primary's state, given where both stand. */
  readonly isInStep: (backup: Position, primary: Position) => boolean;
  /** What a backup is taken to have when it has the whole of a state, given its position and the primary's. */
  readonly hasWith: (state: number, primary: number) => number;
  /** Whether a primary acknowledges its view, given whether each backup has the state. */
  readonly acknowledges: (complete: readonly boolean[]) => boolean;
  /** Whether a backup takes a state, given whether it is in step, and how many operations it and the state have. */
  readonly takesState: (isInStep: boolean, has: number, state: number) => boolean;
  /** How many of the operations that come a backup leaves out, given how many of them it has; fewer than 0: some lack. */
  readonly skips: (known: number) => number;
  /** Whether a backup is believed that it has so many operations, given how many the primary has. */
  readonly believes: (index: number, own: number) => boolean;
  /** Whether a backup that could not make a state of what it was sent says that it has it. */
  readonly forgives: boolean;
  /** Whether a backup that has said where it stands goes on. */
  readonly goesOn: boolean;
  /** The sessions that go with a state. */
  readonly sessionsFor: (sessions: Sessions) => Sessions;
  /** Whether a primary answers a request from its sessions that it has done before. */
  readonly remembersAloud: boolean;
  /** What sessions say of a command. */
  readonly admit: (sessions: Readonly<Sessions>, stamp: Stamp) => Admission;
}

/** The rules. */
export interface Rules extends ViewRules, ServerRules {}

/** As they should be. */
export const rules: Rules = {
  notices: ({ holds }) => holds,
  hurries: false,
  isHolder: (server, { holders }, isAcknowledged) => isAcknowledged || holders.includes(server),
  candidates: (holders) => holders,
  quorum: (backups, acknowledgements) => backups - acknowledgements + 1,
  sealCounts: ({ holds }) => holds,
  isBetter: isAhead,
  counts: (view, own) => view === own,
  serves: (role) => role === "primary",
  answersAlone: () => false,
  readWaitsFor: (index) => index,
  leadsWithout: false,
  mayBegin: (view, begun) => view > begun,
  mayEnter: (view, entered) => view >= entered,
  countsAtOnce: (isKnown, hasRestarted) => isKnown || hasRestarted,
  isInStep: isSame,
  hasWith: (state) => state,
  acknowledges: (complete) => complete.every((each) => each),
  // A primary that has restarted may have had no time to send what it has done.
  takesState: (isInStep, has, state) => !isInStep || has < state,
  skips: (known) => known,
  believes: (index, own) => index <= own,
  forgives: false,
  goesOn: false,
  sessionsFor: (sessions) => sessions,
  remembersAloud: false,
  admit,
};
