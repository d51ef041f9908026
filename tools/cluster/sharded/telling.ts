/** What a node of a sharded store says of its ranges, now and then. @module */

import type { GroupId } from "hb/multiraft/range/interval.ts";
import { hasBegun } from "hb/multiraft/range/state.ts";
import type { DrivenState } from "hb/multiraft/driver/state.ts";

/** How long a node is silent after it has said something of its ranges, in ms. */
const SILENT_MS = 2_000;

/** How many ranges a node has and leads. */
export interface Ranges {
  /** Those that it has a replica of. */
  readonly all: ReadonlySet<GroupId>;
  /** How many it leads. */
  readonly led: number;
  /** Those that were split off from one that it has. */
  readonly born: ReadonlySet<GroupId>;
}

/** The ranges of a node. */
export function rangesOf({ replicas }: Pick<DrivenState, "replicas">): Ranges {
  const all = new Set<GroupId>(), born = new Set<GroupId>();
  let led = 0;
  for (const [id, { group: { machine, leading } }] of replicas) {
    if (!hasBegun(machine)) continue;
    all.add(id);
    for (const child of machine.born) born.add(child);
    if (leading !== null) led++;
  }
  return { all, led, born };
}

/** What has changed, in a line; undefined: nothing has. */
export function newsOf(before: Ranges | undefined, now: Ranges): string | undefined {
  const { all, led, born } = now, there = before?.all ?? all;
  const came = [...all].filter((id) => !there.has(id));
  const split = came.filter((id) => born.has(id)).length;
  const went = [...there].filter((id) => !all.has(id)).length;
  if (before !== undefined && led === before.led && came.length + went === 0) return undefined;
  const parts = [
    [split, "split off"],
    [came.length - split, "came from other nodes"],
    [went, "went to other nodes"],
  ] as const;
  const words = parts.flatMap(([count, what]) => count === 0 ? [] : [`${count} ${what}`]);
  const since = words.length === 0 ? "" : `: ${words.join(", ")}`;
  return `has ${all.size} ${all.size === 1 ? "range" : "ranges"} and leads ${led}${since}`;
}

/** Says how many ranges a node has and leads when that has changed, and why; not too often. */
export function tellRanges(
  state: () => DrivenState | undefined,
  log: (line: string) => void,
  now: () => number = () => performance.now(),
): () => void {
  let said: Ranges | undefined, at = -Infinity, places = false;
  return () => {
    const s = state();
    if (s === undefined || now() - at < SILENT_MS) return;
    at = now();
    const ranges = rangesOf(s), line = newsOf(said, ranges);
    if (line !== undefined) log(line);
    said = ranges;
    const { soft } = s.driver;
    if (soft !== null && !places) log(`decides where ranges are, in term ${soft.term}`);
    places = soft !== null;
  };
}
