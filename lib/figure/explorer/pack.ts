/**
 * A recording as JSON, and small: of equal parts of states only the first is written. Any run can be
 * packed, but only up to a limit: a page must open, however large its run. Labels are code, which does
 * not travel: what they say of the values in the run does.
 *
 * @module
 */

import type { Trace, TraceEvent } from "../../model/trace.ts";
import { castOf } from "../../model/story/cast.ts";
import { storyOf } from "../../model/story/story.ts";
import type { Labels } from "../../model/labels.ts";
import { assertFields, list } from "../refuse.ts";
import { type Glossary, spoken } from "./glossary.ts";
import type { Pack, Packed, PackLimits } from "./packed.ts";
import { Packer } from "./packer.ts";
import type { Recording } from "./recording.ts";

/** As much as a browser reads in a second or so. */
export const usualPack: PackLimits = {
  events: 20_000,
  depth: 24,
  entries: 1_000,
  characters: 4_000,
  total: 5_000_000,
};

/** Packs a recording. */
export function pack(
  recording: Recording,
  limits: PackLimits = usualPack,
): Pack {
  assertFields("a recording", "its", recording, { trace: list });
  const packer = new Packer(limits);
  const { trace, labels, ...rest } = recording;
  const facts = Object.entries(rest).map(([key, value]) => [key, packer.pack(value)] as const);
  // What a reader looks for stands at the end, so that is packed while there is room.
  const kept = lastOf(trace, limits.events).toReversed()
    .map((event) => ({ event, packed: packer.pack(event) }))
    .filter(({ packed }) => Array.isArray(packed)).reverse();
  const leftOut = trace.length - kept.length;
  const cut = leftOut > 0 ? [["leftOut", leftOut] as const] : [];
  const words = labels === undefined
    ? []
    : [["glossary", glossary(kept.map(({ event }) => event), labels, packer)] as const];
  const events = packer.add({ list: kept.map(({ packed }) => packed) });
  return {
    pool: packer.pool,
    root: packer.add({ record: [...facts, ...cut, ...words, ["trace", events]] }),
  };
}

/** What the labels say of the values in a trace, each value under the very part that stands for it. */
function glossary(trace: Trace, labels: Labels, packer: Packer): Packed {
  const entries = new Map<keyof Glossary, Map<string, readonly [Packed, Packed]>>();
  const note = (what: keyof Glossary, value: unknown, text: string) => {
    const key = packer.pack(value);
    const known = entries.get(what) ?? new Map<string, readonly [Packed, Packed]>();
    known.set(JSON.stringify(key), [key, packer.pack(text)]);
    entries.set(what, known);
  };
  const cast = castOf(storyOf(trace), labels);
  for (const { kind, id, name } of cast.lanes) note(kind, id, name);
  for (const event of trace) {
    if ("process" in event) note("client", event.process, cast.client(event.process).name);
    const one = spoken(event, labels);
    if (one !== undefined) note(one.what, one.value, one.text);
  }
  const maps = [...entries].map(([what, map]) =>
    [what, packer.add({ map: [...map.values()] })] as const
  );
  return packer.add({ record: [...maps, ["colours", packer.pack(labels.colours)]] });
}

/** The last events; before them, how each node stood until then, and which operations lasted. */
function lastOf(trace: Trace, most: number): readonly TraceEvent[] {
  if (trace.length <= most) return trace;
  const standing = new Map<string, TraceEvent>();
  const cut = trace.length - most;
  for (const event of trace.slice(0, cut)) {
    if (event.kind === "invoke") standing.set(`operation ${event.operation}`, event);
    else if ("operation" in event) standing.delete(`operation ${event.operation}`);
    if (event.kind === "state") standing.set(`state ${event.node}`, event);
    if ("node" in event && isStanding(event)) {
      standing.set(`life ${event.node}`, event);
    }
  }
  return [...standing.values(), ...trace.slice(cut)];
}

function isStanding({ kind }: TraceEvent): boolean {
  return kind === "start" || kind === "crash" || kind === "pause" ||
    kind === "resume";
}
