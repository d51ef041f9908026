/**
 * Histories as EDN maps, one after the other or in a vector, as Knossos, Elle and Jepsen write them:
 * `{:process 0, :type :invoke, :f :read, :value nil}`. What no client did (`:process :nemesis`) is left
 * out.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { type Form, readEdnItems } from "./edn.ts";
import { type HistoryEvent, isEventType, MalformedHistory } from "./event.ts";

/** The events of a history in EDN. */
export function readEdnHistory(text: string): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const form of readEdnItems(text)) {
    const event = eventOf(form);
    if (event !== undefined) events.push(event);
  }
  return events;
}

const expected = "a map {:process N, :type :invoke|:ok|:fail|:info, :f :name, :value …}";

function eventOf({ line, value: map }: Form): HistoryEvent | undefined {
  if (!(map instanceof Map)) throw new MalformedHistory(line, expected, encode(map));
  const process = map.get("process");
  const type = map.get("type");
  const f = map.get("f");
  if (typeof process === "string" && isEventType(type)) return undefined;
  if (!Number.isInteger(process) || !isEventType(type) || typeof f !== "string") {
    throw new MalformedHistory(line, expected, encode(map));
  }
  const event = { line, at: line, process, type, f, value: map.get("value") };
  const key = map.get("key");
  const failed = map.get("error") ?? null;
  // Copies cost time, and most events need none.
  if (failed === null) return key === undefined ? event : { ...event, key };
  return { ...event, ...(key === undefined ? {} : { key }), error: true };
}
