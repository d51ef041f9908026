/** Ranges as they must be: commands, one by one. @module */

import { clone } from "hb/model/clone.ts";
import type {
  FreezeCommand,
  Heard,
  Interval,
  Members,
  NodeId,
  OperateCommand,
  Operation,
  Range,
  RangeAnswer,
  RangeState,
  SplitCommand,
} from "../given.ts";
import { holds } from "./right_routes.ts";

const done: RangeAnswer = { ok: true, value: null };
const refused: RangeAnswer = { ok: false, why: "refused" };

/** A range that has nothing. */
export function rangeFrom(group: number, { start, end }: Interval, version: number): RangeState {
  return {
    group,
    start,
    end,
    version,
    data: new Map(),
    heard: new Map(),
    merging: null,
    absorbed: new Set(),
    born: new Set(),
  };
}

/** What others are told of a range. */
export function rangeOf({ group, start, end, version }: RangeState): Range {
  return { group, start, end, version };
}

/** Why a command is not done, whatever it is; undefined: nothing speaks against it. */
function turnedDown(s: RangeState, version: number): RangeAnswer | undefined {
  if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
  return s.merging === null ? undefined : { ok: false, why: "frozen", range: rangeOf(s) };
}

/** Whether an operation only reads. */
export const reads = ({ type }: Operation): boolean => type === "get" || type === "scan";

export function operate(s: RangeState, { version, stamp, operation }: OperateCommand): RangeAnswer {
  const why = turnedDown(s, version);
  if (why !== undefined) return why;
  const last = operation.type === "scan" ? operation.end : operation.key;
  const isLastHere = s.end === null || last !== null && last < s.end ||
    operation.type === "scan" && last === s.end;
  if (!holds(s, operation.key) || !isLastHere) {
    return { ok: false, why: "stale", range: rangeOf(s) };
  }
  if (stamp === null || reads(operation)) return execute(s, operation);
  const { gateway, boot, sequence, lowest } = stamp;
  let heard = s.heard.get(gateway);
  if (heard !== undefined && heard.boot > boot) return { ok: false, why: "old" };
  if (heard === undefined || heard.boot < boot) heard = { boot, lowest: 0, answers: new Map() };
  const there = heard.answers.get(sequence);
  if (there !== undefined) return there;
  if (sequence < heard.lowest) return { ok: false, why: "old" };
  const answer = execute(s, operation);
  heard.answers.set(sequence, answer);
  s.heard.set(gateway, heard);
  raise(heard, lowest);
  return answer;
}

function raise(heard: Heard, lowest: number): void {
  heard.lowest = Math.max(heard.lowest, lowest);
  for (const each of heard.answers.keys()) if (each < heard.lowest) heard.answers.delete(each);
}

function execute({ data }: RangeState, operation: Operation): RangeAnswer {
  const { key } = operation;
  switch (operation.type) {
    case "get":
      return { ok: true, value: data.get(key) ?? null };
    case "put":
      data.set(key, operation.value);
      return done;
    case "delete":
      data.delete(key);
      return done;
    case "cas": {
      const value = (data.get(key) ?? null) === operation.expected;
      if (value) data.set(key, operation.value);
      return { ok: true, value };
    }
    case "scan": {
      const { end, limit } = operation, all = { start: key, end };
      const found = [...data].filter(([each]) => holds(all, each)).sort(([a], [b]) =>
        a < b ? -1 : 1
      );
      return {
        ok: true,
        value: { ...all, entries: found.slice(0, limit), more: found.length > limit },
      };
    }
  }
}

export function split(
  s: RangeState,
  { version, at, child }: SplitCommand,
  { outgoing, learners }: Members,
): { answer: RangeAnswer; child: RangeState | null } {
  const why = turnedDown(s, version);
  if (why !== undefined) return { answer: why, child: null };
  const isNew = child !== s.group && !s.born.has(child) && !s.absorbed.has(child);
  const isInside = at > s.start && (s.end === null || at < s.end);
  if (!isNew || !isInside || outgoing.length > 0 || learners.length > 0) {
    return { answer: refused, child: null };
  }
  s.version++;
  s.born.add(child);
  const upper: RangeState = { ...clone(s), group: child, start: at };
  s.end = at;
  for (const key of upper.data.keys()) if (key < at) upper.data.delete(key);
  for (const key of s.data.keys()) if (key >= at) s.data.delete(key);
  return { answer: done, child: upper };
}

export function freeze(s: RangeState, { version, into, intoVersion }: FreezeCommand): RangeAnswer {
  const why = turnedDown(s, version);
  if (why !== undefined) return why;
  if (into === s.group) return refused;
  s.version++;
  s.merging = { into, intoVersion };
  return done;
}

export function absorb(s: RangeState, source: RangeState): RangeAnswer {
  const is = (value: boolean): RangeAnswer => ({ ok: true, value });
  const stale: RangeAnswer = { ok: false, why: "stale", range: rangeOf(s) };
  if (s.absorbed.has(source.group)) return is(true);
  if (source.merging === null) return refused;
  const { into, intoVersion } = source.merging;
  if (into !== s.group) return s.absorbed.has(into) ? is(false) : stale;
  if (s.version < intoVersion) {
    if (s.merging !== null) return stale;
    s.version = intoVersion + 1;
    return is(false);
  }
  const touch = s.end !== null && s.end === source.start ||
    source.end !== null && source.end === s.start;
  if (s.version > intoVersion || s.merging !== null || !touch) return is(false);
  const other = clone(source);
  if (s.end === other.start) s.end = other.end;
  else s.start = other.start;
  s.version = Math.max(s.version, other.version) + 1;
  for (const [key, value] of other.data) s.data.set(key, value);
  for (const [gateway, heard] of other.heard) addHeard(s, gateway, heard);
  for (const each of [...other.absorbed, other.group]) s.absorbed.add(each);
  for (const each of other.born) s.born.add(each);
  return is(true);
}

function addHeard(s: RangeState, gateway: NodeId, other: Heard): void {
  const heard = s.heard.get(gateway);
  if (heard === undefined || heard.boot < other.boot) s.heard.set(gateway, other);
  else if (heard.boot === other.boot) {
    for (const [sequence, answer] of other.answers) heard.answers.set(sequence, answer);
    raise(heard, other.lowest);
  }
}

export function thaw(s: RangeState, { version }: { readonly version: number }): RangeAnswer {
  if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
  if (s.merging === null) return refused;
  s.merging = null;
  s.version++;
  return done;
}

export function told(s: RangeState, stopped: number, isPart: boolean): "go" | "thaw" | "nothing" {
  if (isPart) return "go";
  return s.merging !== null && s.version === stopped ? "thaw" : "nothing";
}
