/** Happenings at one server as a run that can be drawn. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Trace, TraceEvent } from "hb/model/trace.ts";
import type { Effect } from "./script.ts";

/** Where something happens. */
export type Drawn =
  /** A message from another server comes to the server. */
  | { readonly from: NodeId; readonly says: string }
  /** A client comes with a read. */
  | { readonly read: number; readonly says: string }
  /** Something happens at the server itself. */
  | { readonly says: string };

/** How far apart happenings are in the picture, and how long a message is under way, in ms. */
const STEP_MS = 20, TRAVEL_MS = 8;

/** What a client hears: "with slot 3" where its read is answered with that, and whatever else is done with it as it is told. */
function answerIn(words: string): string {
  const [answers, rest] = /^answers read \d+ ?(.*)$/.exec(words) ?? [];
  return answers === undefined ? `"${words}"` : rest!;
}

/** The run; `breach` says what is wrong at its end. */
export function traceOf(
  happenings: readonly { readonly place: Drawn; readonly effects: readonly Effect[] }[],
  breach: string,
  { self = 0, servers }: { readonly self?: NodeId; readonly servers: number },
): { readonly at: number; readonly trace: Trace } {
  const trace: TraceEvent[] = [];
  let message = 0;
  const sent = (at: number, from: NodeId, to: NodeId, says: string) => {
    const body = { type: says }, number = message++;
    trace.push(
      { kind: "send", at, message: number, from, to, body, nth: number + 1, latencyMs: TRAVEL_MS },
      { kind: "deliver", at: at + TRAVEL_MS, message: number, from, to, body },
    );
  };
  const reads = new Set<number>();
  let at = 0;
  for (const { place, effects } of happenings) {
    at += STEP_MS;
    if ("from" in place) sent(at - TRAVEL_MS, place.from, self, place.says);
    else if ("read" in place) {
      const { read, says } = place;
      reads.add(read);
      trace.push({
        kind: "invoke",
        at,
        process: read,
        address: 100 + read,
        operation: read,
        input: says,
        local: self,
      });
    } else trace.push({ kind: "timer", at, node: self, timer: { type: place.says } });
    for (const { words, to, read } of effects) {
      if (to === "all") {
        for (let node = 0; node < servers; node++) if (node !== self) sent(at, self, node, words);
      } else if (to !== undefined) sent(at, self, to, words);
      else if (read !== undefined && reads.has(read)) {
        reads.delete(read);
        trace.push({ kind: "ok", at, process: read, operation: read, output: answerIn(words) });
      }
    }
  }
  at += TRAVEL_MS;
  trace.push({ kind: "violation", at, invariant: "what is right", words: breach, nodes: [self] });
  return { at, trace: trace.sort((a, b) => a.at - b.at) };
}
