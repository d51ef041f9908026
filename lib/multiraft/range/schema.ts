/** The shape of what stands in the log of a range, and of its state in a snapshot. @module */

import {
  boolean,
  headed,
  integer,
  list,
  map,
  message,
  only,
  orNull,
  record,
  type Schema,
  text,
  union,
} from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Frozen } from "../../replicated/paging.ts";
import type { Entries, Operation, RangeAnswer, RangeCommand, Source } from "./commands.ts";
import type { Gateways, Heard, Stamp } from "./heard.ts";
import type { Interval, Range } from "./interval.ts";
import type { Merging, RangeHead } from "./state.ts";

/** What differs from host to host. */
export interface RangeParts {
  /** A node that there is. */
  readonly node: Schema<NodeId>;
  /** A key, or a text between keys. */
  readonly key: Schema<string>;
  /** What a key holds. */
  readonly value: Schema<string>;
  /** How many entries a scan may be asked for. */
  readonly limit: Schema<number>;
}

/** Whatever it is. */
export const anyRangeParts: RangeParts = {
  node: integer,
  key: text(),
  value: text(),
  limit: integer,
};

/** What clients ask. */
export function operationOf({ key, value, limit }: RangeParts): Schema<Operation> {
  return message({
    get: [1, { key: [1, key] }],
    put: [2, { key: [1, key], value: [2, value] }],
    delete: [3, { key: [1, key] }],
    cas: [4, { key: [1, key], expected: [2, orNull(value)], value: [3, value] }],
    scan: [5, { key: [1, key], end: [2, orNull(key)], limit: [3, limit] }],
    append: [6, { key: [1, key], value: [2, value] }],
  });
}

/** Which request of which gateway it is. */
export function stampOf({ node }: RangeParts): Schema<Stamp> {
  return record({
    gateway: [1, node],
    boot: [2, integer],
    sequence: [3, integer],
    lowest: [4, integer],
  });
}

/** A range. */
export function rangeSchema({ key }: RangeParts): Schema<Range> {
  return record({
    group: [1, integer],
    start: [2, key],
    end: [3, orNull(key)],
    version: [4, integer],
  });
}

/** What comes of a command. */
export function answerOf(parts: RangeParts): Schema<RangeAnswer> {
  const { key, value } = parts, range = rangeSchema(parts);
  const keys: Schema<Interval> = record({ start: [1, key], end: [2, orNull(key)] });
  const entries: Schema<Entries> = record({
    entries: [1, list(only<readonly [string, string]>(headed(key, value)))],
    more: [2, boolean],
    keys: [3, keys],
  });
  const done = record({
    ok: [1, only<true>(boolean)],
    value: [2, union(orNull(boolean), value, entries)],
  });
  const not = record({
    ok: [1, only<false>(boolean)],
    why: [2, text(10)],
    range: [3, range, "optional"],
    words: [4, text(1000), "optional"],
  });
  return only(union(done, not));
}

/** What was answered to gateways. */
function heardOf(parts: RangeParts): Schema<Gateways> {
  const heard: Schema<Heard> = record({
    boot: [1, integer],
    lowest: [2, integer],
    answers: [3, map(integer, only<unknown>(answerOf(parts)))],
  });
  return map(parts.node, heard);
}

/** What a range is, besides its data. */
function rangeHeadOf(parts: RangeParts): Schema<RangeHead> {
  const { key } = parts;
  const merging: Schema<Merging> = record({
    into: [1, integer],
    intoVersion: [2, integer],
    intoKey: [3, key],
  });
  return only(record({
    group: [1, integer],
    start: [2, key],
    end: [3, orNull(key)],
    version: [4, integer],
    heard: [5, heardOf(parts)],
    merging: [6, orNull(merging)],
    absorbed: [7, list(integer)],
    born: [8, list(integer)],
  }));
}

/** The state of a range, as a snapshot keeps it. */
export function frozenOf(parts: RangeParts): Schema<Frozen> {
  const { key, value } = parts, pages = headed(rangeHeadOf(parts), map(key, value));
  return only(record({ bytes: [1, integer], pages: [2, pages] }));
}

/** A part of that which came by itself: what is first of all is in the first part only. */
export function frozenPartOf(parts: RangeParts): Schema<Frozen> {
  const { key, value } = parts, pages = list(union(rangeHeadOf(parts), map(key, value)));
  return only(record({ bytes: [1, integer], pages: [2, pages] }));
}

/** A range that has stopped. */
export function sourceOf(parts: RangeParts): Schema<Source> {
  const { key } = parts;
  return record({
    group: [1, integer],
    start: [2, key],
    end: [3, orNull(key)],
    version: [4, integer],
    state: [5, frozenOf(parts)],
  });
}

/** What stands in the log of a range. */
export function commandOf(parts: RangeParts): Schema<RangeCommand> {
  const { key } = parts;
  return message({
    operate: [1, {
      version: [1, integer],
      stamp: [2, orNull(stampOf(parts))],
      operation: [3, operationOf(parts)],
    }],
    split: [2, { version: [1, integer], at: [2, key], child: [3, integer] }],
    freeze: [3, {
      version: [1, integer],
      into: [2, integer],
      intoVersion: [3, integer],
      intoKey: [4, key],
    }],
    absorb: [4, { source: [1, sourceOf(parts)] }],
    thaw: [5, { version: [1, integer] }],
  });
}
