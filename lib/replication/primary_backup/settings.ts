/** What may be chosen about primary–backup, and what each choice promises. @module */

import {
  assertKinds,
  either,
  type KindsOf,
  numberFrom,
  oneOf,
  usualWith,
  wholeFrom,
  yesOrNo,
} from "../../model/kinds.ts";
import { type StateMachine, stateMachine } from "../../replicated/state_machine.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** The state machine that is copied. */
  readonly machine: StateMachine;
  /** How many nodes run the view service: those numbered 0, 1, …; the others are servers. */
  readonly viewNodes: number;
  /** How many backups a view has at most. */
  readonly backups: number;
  /**
   * How many backups have an operation before it is answered, or all that there are where there are fewer.
   *
   * - Infinity, *synchronous* (Alsberg and Day 1976): all of them. What was answered is in every member of the view, so
   *   that it survives as long as one of them does.
   * - 1 or more, *semi-synchronous* (as MySQL calls it): what was answered survives this many failures, the primary's
   *   included, but none takes over before enough backups were asked which of them has most.
   * - 0, *asynchronous*: none. What was answered is lost with the primary, unless it had come to the next one.
   */
  readonly acknowledgements: number;
  /**
   * How reads are served. "forwarded": as any other operation, in its place among them. "confirmed": from the primary's
   * state, when as many backups as for a write have said that it still is the primary, and all that it has read is
   * acknowledged.
   */
  readonly reads: "forwarded" | "confirmed";
  /**
   * Whether servers save what they do. Without it a server that restarts has nothing, as in MIT's lab, and when the last
   * one that has the state fails, all is lost.
   */
  readonly durable: boolean;
  /** What a node does with requests that it does not serve: hand them on, if it knows to whom, or say to whom to go. */
  readonly whenNotPrimary: "forward" | "redirect";
  /** How often a server says that it is there; Infinity: only when it has something new to say. */
  readonly pingMs: number;
  /** How long the view service hears nothing of a server before it takes it for failed. */
  readonly silenceMs: number;
  /** How often a primary says again what has not been answered; Infinity: never, where nothing is lost. */
  readonly retryMs: number;
  /** How many bytes of a state a message holds. */
  readonly chunkBytes: number;
  /** How many client sessions there are at most. */
  readonly maxSessions: number;
}

/** All of them but the state machine: synchronous, for a network in which a message takes some ms. */
export const settings: Omit<Settings, "machine"> = {
  viewNodes: 1,
  backups: 1,
  acknowledgements: Infinity,
  reads: "forwarded",
  durable: false,
  whenNotPrimary: "forward",
  pingMs: 50,
  silenceMs: 200,
  retryMs: 60,
  chunkBytes: 65_536,
  maxSessions: 10_000,
};

/** What those of the view service must be. */
export const viewKinds: KindsOf<Pick<Settings, "backups" | "acknowledgements">> = {
  backups: wholeFrom(0),
  acknowledgements: either(wholeFrom(0), Infinity),
};

/** What is chosen: the state machine, and whatever is not as in `settings`. */
export type Options = Partial<Settings> & Pick<Settings, "machine">;

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Options): Settings {
  const all = usualWith("copy a state machine to backups", settings, chosen);
  assertKinds("copy a state machine to backups", all, {
    ...viewKinds,
    machine: stateMachine,
    viewNodes: wholeFrom(1),
    reads: oneOf("forwarded", "confirmed"),
    durable: yesOrNo,
    whenNotPrimary: oneOf("forward", "redirect"),
    pingMs: either(numberFrom(1), Infinity),
    silenceMs: numberFrom(1),
    retryMs: either(numberFrom(1), Infinity),
    chunkBytes: either(wholeFrom(1), Infinity),
    maxSessions: wholeFrom(1),
  });
  return all;
}
