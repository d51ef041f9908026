/** What finders are told after they have been told: the history has no place for it. @module */

import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { nested } from "hb/model/nested.ts";
import type { Entire } from "../entire.ts";
import { around } from "./around.ts";
import { oneTicketEach, the, ticketsHold } from "./rules.ts";

/** An office, and what it promises. */
export interface Promising extends Entire {
  readonly promises: readonly Invariant<unknown>[];
}

/** What nodes have said to finders and nobody has looked at yet. */
type Told = { readonly client: number; readonly result: unknown }[];

/** The same office, all of whose answers are looked at, also those for which nobody waits any more. */
export function promising({ protocol, bookOf }: Entire): Promising {
  // By the state of the node: that is one object from a start to a crash, and of one run only.
  const told = new WeakMap<object, Told>();
  const toldAt = (state: unknown): Told => {
    if (typeof state !== "object" || state === null) return [];
    const known = told.get(state) ?? [];
    told.set(state, known);
    return known;
  };
  const watched = around(protocol, ({ state, io }, take) => {
    const said: Told = [];
    const next = take(nested(io, {
      answer(client, result, ahead) {
        said.push({ client, result });
        io.answer(client, result, ahead);
      },
    }));
    if (said.length > 0) toldAt(state ?? next).push(...said);
    return next;
  });
  const tellsOne: Invariant<unknown> = {
    name: "one number",
    words: "a finder is told the number of one ticket, and whoever hears it again hears the same",
    check({ states, history }) {
      for (const [node, state] of states.entries()) {
        if (typeof state !== "object" || state === null) continue;
        const waiting: Told = [];
        for (const each of told.get(state) ?? []) {
          const { client, result } = each, call = history[client - states.length];
          if (call === undefined || call.outcome === "fail") continue;
          if (call.outcome === "unknown") waiting.push(each);
          else if (!equal(call.output, result)) {
            const words = `who found ${the(String(call.input))} was told ticket ${
              encode(call.output)
            }, and then ticket ${encode(result)}`;
            return { words, nodes: [node] };
          }
        }
        if (told.has(state)) told.set(state, waiting);
      }
    },
  };
  return {
    protocol: watched,
    bookOf,
    promises: [oneTicketEach(bookOf), ticketsHold(bookOf), tellsOne],
  };
}
