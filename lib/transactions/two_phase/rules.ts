/** The decisions that two-phase commit and two-phase locking rest on, in one record: a mistake is a change of it. @module */

import type { Ahead } from "../../model/protocol.ts";
import type { Interval } from "../locking/interval.ts";
import type { Mode } from "../locking/mode.ts";
import type { Lock } from "../locking/table.ts";
import type { Decision, Vote } from "./messages.ts";
import type { Age, Session } from "./names.ts";
import type { Presumption } from "./settings.ts";
import type { Visit } from "./state.ts";

/** The rules. */
export interface Rules {
  /** What is locked of an interval in which these keys hold something. */
  readonly lockedOf: (interval: Interval, found: readonly string[]) => readonly Interval[];
  /** In which mode what is to be written is locked, when all has been looked at and before anybody is asked to prepare. */
  readonly modeOfWrites: Mode;
  /** Whether a lock is kept when what it is for has been read. */
  readonly isKeptAfterReading: (lock: Lock) => boolean;
  /** Whether a lock is kept when its participant has voted yes. */
  readonly isKeptAfterVoting: (lock: Lock) => boolean;
  /** What a participant votes of a visit that it does not know. */
  readonly voteOfUnknown: Vote;
  /** Whether what is said of a visit is said of this one. */
  readonly isOf: (session: Session | null, visit: Visit) => boolean;
  /** Whether a vote waits until its participant has made durable that it can commit. */
  readonly voteWaits: Ahead | undefined;
  /** Whether a decision waits until its coordinator has made it durable. */
  readonly decisionWaits: Ahead | undefined;
  /** Whether a participant may abort this by itself. */
  readonly mayAbort: (visit: Visit) => boolean;
  /** Whether somebody older may take the locks of this. */
  readonly mayBeWounded: (visit: Visit) => boolean;
  /** What a coordinator says of one who is prepared where it remembers nothing. */
  readonly presumed: (presumption: Presumption) => Decision;
  /** Whether it is made durable who is going to be asked to prepare. */
  readonly isCollected: (presumption: Presumption) => boolean;
  /** Whether participants are to say that they know of a decision. */
  readonly isAcknowledged: (presumption: Presumption, decision: Decision) => boolean;
  /** Whether a coordinator forgets a decision of which so many have not yet said that they know. */
  readonly isForgotten: (unknown: number) => boolean;
  /** How old a transaction is when it is tried again. */
  readonly ageOfRetry: (first: Age, now: Age) => Age;
}

/** As in the papers. */
export const rules: Rules = {
  lockedOf: (interval) => [interval],
  modeOfWrites: "exclusive",
  isKeptAfterReading: () => true,
  isKeptAfterVoting: ({ mode }) => mode === "exclusive",
  voteOfUnknown: "no",
  isOf: (session, visit) => session === visit.session,
  voteWaits: undefined,
  decisionWaits: undefined,
  mayAbort: ({ promise }) => promise === null,
  mayBeWounded: ({ promise }) => promise === null,
  presumed: (presumption) => presumption === "commit" ? "commit" : "abort",
  isCollected: (presumption) => presumption === "commit",
  isAcknowledged: (presumption, decision) => presumption !== decision,
  isForgotten: (unknown) => unknown === 0,
  ageOfRetry: (first) => first,
};
