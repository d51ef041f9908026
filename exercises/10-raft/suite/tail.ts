/** The end of a run in words: what the servers said last, one line a message. @module */

import type { Trace, TraceEvent } from "hb/model/trace.ts";
import type { Message, Position } from "../given.ts";

/** How many lines of a run are shown. */
const LINES = 12;

/** The last of what was said and suffered; heartbeats that bring no news are left out. */
export function tailOf(trace: Trace): string[] {
  const lines: string[] = [];
  for (let i = trace.length - 1; i >= 0 && lines.length < LINES; i--) {
    const event = trace[i]!, words = inWords(event);
    if (words !== undefined) lines.unshift(`${event.at.toFixed(1).padStart(9)} ms  ${words}`);
  }
  if (lines.length === 0) return ["Nothing was said at all."];
  return ["What was said last, without heartbeats (an entry is named by index/term):", ...lines];
}

function inWords(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "send": {
      const said = say(event.body as Message);
      const lost = event.latencyMs === Infinity ? ", which is lost" : "";
      return said && `${event.from} → ${event.to}  ${said}${lost}`;
    }
    case "crash":
      return `${event.node} crashes`;
    case "start":
      return event.recovered ? `${event.node} restarts` : undefined;
    default:
      return undefined;
  }
}

function say(message: Message): string | undefined {
  switch (message.type) {
    case "requestVote": {
      const { pre, term, last } = message;
      return `${pre ? "would you vote" : "vote"} for me in term ${term}? My last entry is ${
        at(last)
      }`;
    }
    case "vote":
      return `${message.granted ? "yes" : "no"}, term ${message.term}`;
    case "append": {
      const { entries, previous, term, commit } = message;
      if (entries.length === 0) return undefined;
      const terms = runsOf(entries.map((entry) => entry.term));
      return `term ${term}: entries of the terms [${terms}] after ${
        at(previous)
      }, commit ${commit}`;
    }
    case "appended": {
      const { success, match, hint, previous } = message;
      // An answer to a heartbeat says nothing new, either.
      if (success) return match > previous ? `my log agrees up to ${match}` : undefined;
      return `not after ${previous}, term ${message.term}${
        hint ? `, hint ${JSON.stringify(hint)}` : ""
      }`;
    }
    case "installSnapshot":
      return `term ${message.term}: a snapshot up to ${at(message.snapshot.last)}`;
    default:
      return undefined;
  }
}

/** `7 7 7 9` as `7×3 9`. */
function runsOf(terms: readonly number[]): string {
  return [...new Set(terms)].map((term) => {
    const count = terms.filter((each) => each === term).length;
    return count > 1 ? `${term}×${count}` : `${term}`;
  }).join(" ");
}

function at({ index, term }: Position): string {
  return `${index}/${term}`;
}
