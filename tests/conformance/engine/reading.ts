/** What a suite that waits for engines asks of them, beside the map that they are compared with. */

import { type Model, show, unlike, unlikeAll } from "hb/laboratory/conformance/sorted_map.ts";
import type { Entry, Reading } from "hb/storage/engine/engine.ts";

/** All of a scan. */
export async function collect(entries: Iterable<Entry> | AsyncIterable<Entry>): Promise<Entry[]> {
  const all = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** What a reading gives otherwise than a model: each of these keys, and all both ways. */
export async function differs(
  what: string,
  reading: Reading,
  model: Model,
  keys: readonly Uint8Array[] = model.scan().map(({ key }) => key),
): Promise<string | undefined> {
  for (const key of keys) {
    const words = unlike(`${what}: ${show(key)}`, await reading.get(key), model.get(key));
    if (words !== undefined) return words;
  }
  for (const reverse of [false, true]) {
    const found = await collect(reading.scan({ reverse })), expected = model.scan({ reverse });
    const words = unlikeAll(`${what}: a scan${reverse ? " in reverse" : ""}`, found, expected);
    if (words !== undefined) return words;
  }
  return undefined;
}
