/**
 * Histories as EDN maps, one after the other or in a vector, as Knossos, Elle and Jepsen write them:
 * `{:process 0, :type :invoke, :f :read, :value nil}`. What no client did (`:process :nemesis`) is left
 * out.
 *
 * @module
 */

import { type FileOrder, fileOrder } from "./file_order.ts";
import { type Form, readEdnItems } from "./edn.ts";
import { ednText } from "./edn_text.ts";
import { eventOf, type HistoryEvent, MalformedHistory, type ProcessName } from "./event.ts";

/** The events of a history in EDN. */
export function readEdnHistory(
  text: string,
  order: FileOrder = fileOrder(),
): HistoryEvent<ProcessName>[] {
  const events: HistoryEvent<ProcessName>[] = [];
  for (const form of readEdnItems(text)) {
    const event = eventOfForm(form, order);
    if (event !== undefined) events.push(event);
  }
  return events;
}

const expected = "a map {:process N, :type :invoke|:ok|:fail|:info, :f :name, :value …}";

const keywords = {
  process: Symbol.for(":process"),
  type: Symbol.for(":type"),
  f: Symbol.for(":f"),
  key: Symbol.for(":key"),
  value: Symbol.for(":value"),
  error: Symbol.for(":error"),
  index: Symbol.for(":index"),
  time: Symbol.for(":time"),
};

function eventOfForm(
  { line, value: map }: Form,
  order: FileOrder,
): HistoryEvent<ProcessName> | undefined {
  if (!(map instanceof Map)) throw new MalformedHistory(line, expected, ednText(map));
  const event = eventOf(line, {
    process: map.get(keywords.process),
    type: map.get(keywords.type),
    f: map.get(keywords.f),
    key: map.get(keywords.key),
    value: map.get(keywords.value),
    error: map.get(keywords.error),
  });
  if (event === "malformed") throw new MalformedHistory(line, expected, ednText(map));
  order.see(line, map.get(keywords.index), map.get(keywords.time));
  return event;
}
