/** What may be chosen about Plumtree without making it wrong. @module */

import {
  assertKinds,
  either,
  numberAbove,
  numberFrom,
  usualWith,
  wholeFrom,
} from "../../model/kinds.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /**
   * How long a node that has heard of a broadcast waits for it before it asks (the paper's timeout1, section
   * 3.6): longer than the slowest path of the tree is behind the announcement.
   */
  readonly timeoutMs: number;
  /** How long it waits for an answer before it asks the next announcer (timeout2): a round trip and some more. */
  readonly retryMs: number;
  /** How many times it asks before it gives up on a broadcast, unless another node announces it meanwhile. */
  readonly tries: number;
  /** For how long announcements are collected, so that one message has several; 0: each leaves at once. */
  readonly dispatchMs: number;
  /**
   * By how many rounds the announcement of a lazy link must be ahead of the payload for the two links to change
   * places (section 3.8); Infinity: never.
   */
  readonly threshold: number;
  /**
   * How long after its beginning a broadcast may still be handed on; the ids are known for as long again.
   * 0: for ever.
   */
  readonly lifeMs: number;
  /** How many payloads are held at most; the oldest goes first. What is not held is not announced. */
  readonly cache: number;
  /**
   * How often one neighbour, drawn at random, is told of all that is held. The paper's links lose nothing as
   * long as they exist, and need none of this: 0, never. Where messages are lost, nothing else ever mends the loss
   * of a payload together with that of its announcements.
   */
  readonly remindMs: number;
}

/** For a network in which a message takes a few ms and none is lost. */
export const settings: Settings = {
  timeoutMs: 200,
  retryMs: 50,
  tries: 20,
  dispatchMs: 0,
  threshold: Infinity,
  lifeMs: 60_000,
  cache: 1000,
  remindMs: 0,
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("broadcast over a tree", settings, chosen);
  assertKinds("broadcast over a tree", all, {
    timeoutMs: numberAbove(0),
    retryMs: numberAbove(0),
    tries: wholeFrom(1),
    dispatchMs: numberFrom(0),
    threshold: either(wholeFrom(1), Infinity),
    lifeMs: numberFrom(0),
    cache: wholeFrom(1),
    remindMs: wholeFrom(0),
  });
  return all;
}
