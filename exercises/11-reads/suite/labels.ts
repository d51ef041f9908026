/** How runs are told in pictures: parts 1 to 11 in words of their own, the whole in those of its log. @module */

import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { labels as reads } from "hb/reads/labels.ts";
import type { SmallMessage } from "./small_state.ts";

/** What has no words is told by its fields. */
const NO_WORDS = undefined as unknown as string;

type AnyLabels = Labels<unknown, unknown, unknown, unknown>;
const ofLog = reads as unknown as AnyLabels;

/** The words; a reader's own messages, timers and states may be of any kind. */
export const labels: AnyLabels = {
  node: (node) => `server ${node}`,
  state: (state) => tried(() => ofLog.state?.(state)),
  message: (message) =>
    worded(message) ?? smallLabel(message as Tagged) ?? tried(() => ofLog.message?.(message)) ??
      lone(message) ??
      NO_WORDS,
  timer: (timer) => worded(timer) ?? tried(() => ofLog.timer?.(timer)) ?? lone(timer) ?? NO_WORDS,
  record: (record) => tried(() => ofLog.record?.(record)) ?? NO_WORDS,
  request: (input) =>
    typeof input === "string" ? input : tried(() => ofLog.request?.(input)) ?? NO_WORDS,
  answer: (output) =>
    typeof output === "string" ? output : tried(() => ofLog.answer?.(output)) ?? NO_WORDS,
  routine: (event) => tried(() => ofLog.routine?.(event)) ?? false,
  ...(ofLog.replies === undefined ? {} : { replies: ofLog.replies }),
};

/** In parts 1 to 11 a message is the words for it. */
function worded(event: unknown): string | undefined {
  const { type } = event as Tagged;
  return /[ ?]/.test(type) ? type : undefined;
}

/** The type says it all where there is nothing else. */
function lone(event: unknown): string | undefined {
  const { type, from: _, ...rest } = Object(event) as Tagged & Record<string, unknown>;
  return Object.keys(rest).length === 0 ? type : undefined;
}

/** The words of the log, where they fit. */
function tried<W>(words: () => W): W | undefined {
  try {
    return words();
  } catch {
    return undefined;
  }
}

/** A message of the small log in words. */
function smallLabel(message: Tagged): string | undefined {
  const own = message as SmallMessage;
  switch (own.type) {
    case "append":
      return Array.isArray(own.log)
        ? `append ${own.term}: ${own.log.length} entries, decided ${own.decided}`
        : undefined;
    case "appended":
      return own.length === undefined ? undefined : `has ${own.length} entries`;
    case "beat":
      return `heartbeat ${own.round}, decided ${own.decided}`;
    case "beaten":
      return `heard ${own.round}`;
    case "vote":
      return own.log === undefined ? undefined : `vote for ${own.term}?`;
    case "voted":
      return `vote for ${own.term}`;
    default:
      return undefined;
  }
}
