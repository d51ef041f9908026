/** What is asked of a whole EPaxos: parts 9 and 10. There is nothing to fill in here. @module */

import type { Protocol } from "hb/model/protocol.ts";

/**
 * Parts 9 and 10: an EPaxos of your own, with states, messages, timers and records as you like them. It is what every
 * replica runs, and its state machine is the list of all commands that took effect.
 */
export type WholeEPaxos = (setting: WholeSetting) => // deno-lint-ignore no-explicit-any -- what they are is the reader's affair
& Protocol<any, any, any, any>
& {
  /** What a replica in this state shows of itself. */
  // deno-lint-ignore no-explicit-any -- what it is is the reader's affair
  view(state: any): WholeView;
};

/** Parts 9 and 10: what is asked of it. */
export interface WholeSetting {
  /**
   * Whether two commands interfere, whichever comes first. Commands of one client are put in order like those that
   * interfere; results count what this says, and no more.
   */
  interfere(a: string, b: string): boolean;
  /** When so many instances have been executed, or somewhat more, they are forgotten; without it, never. */
  readonly checkpointEvery?: number;
}

/** Parts 9 and 10: what a replica shows of itself. */
export interface WholeView {
  /** The commands that took effect here, in their order, also those that are forgotten. */
  readonly applied: readonly string[];
  /** The highest round of a ballot in which it has taken part; 0 in the first ballot. */
  readonly round: number;
  /** Of how many instances it has kept anything. */
  readonly instances: number;
  /** How many checkpoints it has executed, or been given; 0 at first. */
  readonly checkpoints: number;
}

/** Parts 9 and 10: what clients ask of any replica. Whoever is not answered asks another one, with the same number. */
export interface Request {
  readonly type: "request";
  readonly command: string;
  /** Who asks, and which of its commands that is. */
  readonly client: number;
  /** Counts the client's commands from 1. It asks for the next when it has the answer to the last, or has given it up. */
  readonly number: number;
}

/** Parts 9 and 10: what a client is answered: how many commands that interfere, by `interfere` alone, have been executed with it, itself included. */
export interface Answer {
  readonly result: number;
}
