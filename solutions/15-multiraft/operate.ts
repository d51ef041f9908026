/** Part 2: four questions, and only then something is done. */

import type {
  Entries,
  Heard,
  Interval,
  Operate,
  Operation,
  Range,
  RangeAnswer,
  RangeState,
} from "../../exercises/15-multiraft/given.ts";

export const operate: Operate = (s, { version, stamp, operation }) => {
  const range = rangeOf(s);
  if (version !== s.version) return { ok: false, why: "stale", range };
  if (s.merging !== null) return { ok: false, why: "frozen", range };
  if (!covers(s, intervalOf(operation))) return { ok: false, why: "stale", range };
  const onlyReads = operation.type === "get" || operation.type === "scan";
  if (stamp === null || onlyReads) return execute(s, operation);
  const heard = heardFor(s.heard.get(stamp.gateway), stamp.boot);
  if (heard === undefined) return { ok: false, why: "old" };
  const before = heard.answers.get(stamp.sequence);
  if (before !== undefined) return before;
  if (stamp.sequence < heard.lowest) return { ok: false, why: "old" };
  const answer = execute(s, operation);
  s.heard.set(stamp.gateway, heard);
  heard.answers.set(stamp.sequence, answer);
  forgetBelow(heard, stamp.lowest);
  return answer;
};

/** What others are told of a range. */
export function rangeOf({ group, start, end, version }: RangeState): Range {
  return { group, start, end, version };
}

/** What is remembered of this start of a gateway; undefined: it has started again since. */
function heardFor(heard: Heard | undefined, boot: number): Heard | undefined {
  if (heard === undefined || heard.boot < boot) return { boot, lowest: 0, answers: new Map() };
  return heard.boot === boot ? heard : undefined;
}

/** What the gateway cannot ask again is forgotten. */
export function forgetBelow(heard: Heard, lowest: number): void {
  heard.lowest = Math.max(heard.lowest, lowest);
  for (const sequence of heard.answers.keys()) {
    if (sequence < heard.lowest) heard.answers.delete(sequence);
  }
}

/** No text comes between a key and the key with one U+0000 more. */
function intervalOf(operation: Operation): Interval {
  const { key } = operation;
  return { start: key, end: operation.type === "scan" ? operation.end : `${key}\0` };
}

function covers(range: Interval, { start, end }: Interval): boolean {
  if (start < range.start) return false;
  if (range.end === null) return true;
  return start < range.end && end !== null && end <= range.end;
}

function execute({ data }: RangeState, operation: Operation): RangeAnswer {
  const { key } = operation;
  switch (operation.type) {
    case "get":
      return { ok: true, value: data.get(key) ?? null };
    case "put":
      data.set(key, operation.value);
      return { ok: true, value: null };
    case "delete":
      data.delete(key);
      return { ok: true, value: null };
    case "cas": {
      const isThere = (data.get(key) ?? null) === operation.expected;
      if (isThere) data.set(key, operation.value);
      return { ok: true, value: isThere };
    }
    case "scan":
      return { ok: true, value: scan(data, operation) };
  }
}

function scan(
  data: ReadonlyMap<string, string>,
  { key: start, end, limit }: Extract<Operation, { type: "scan" }>,
): Entries {
  const all = [...data].filter(([key]) => key >= start && (end === null || key < end));
  all.sort(([a], [b]) => a < b ? -1 : 1);
  return { start, end, entries: all.slice(0, limit), more: all.length > limit };
}
