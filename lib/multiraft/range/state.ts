/** The state of a range: what its log has made of it. @module */

import { clone } from "../../model/clone.ts";
import type { Configuration } from "../../consensus/raft/configuration.ts";
import type { Frozen, Paging } from "../../replicated/paging.ts";
import {
  emptyPagedMap,
  type PagedMap,
  paging as mapPaging,
} from "../../replicated/state_machine/paged_map.ts";
import type { Gateways } from "./heard.ts";
import type { GroupId, Interval, Range } from "./interval.ts";

/** What is known of a range, besides its data. */
export interface RangeHead {
  /** Which group this is. */
  group: GroupId;
  /** The first key. */
  start: string;
  /** The first key that is not in it; null: none. */
  end: string | null;
  /** Counts the changes of the interval. */
  version: number;
  /** What it has answered. */
  heard: Gateways;
  /** It has stopped to become a part of another range; null when it has not. */
  merging: Merging | null;
  /**
   * The groups whose ranges have become parts of this one, in order, and those of theirs. They are never asked for
   * again, but somebody may still have to learn it; so the list only grows, by a number for each merge.
   */
  absorbed: GroupId[];
  /**
   * The groups that were split off from what is now this range, or was. An order to split that comes again, when the
   * two have become one between, would make a range of a group that has been; so this list only grows, too.
   */
  born: GroupId[];
}

/** A range has stopped. */
export interface Merging {
  /** The range that is to absorb it. */
  readonly into: GroupId;
  /** The version in which that one may absorb it, and no other. */
  readonly intoVersion: number;
  /** A key of that one, by which it is found. */
  readonly intoKey: string;
}

/** What the node that has applied a command must do about it, besides. It is no part of the replicated state. */
export type News =
  /** A range was split off, in this state, by the entry at `index`, under this configuration. */
  | {
    readonly type: "born";
    readonly range: Range;
    readonly state: Frozen;
    readonly index: number;
    readonly configuration: Configuration;
  }
  /** A range has become a part of this one. */
  | { readonly type: "absorbed"; readonly group: GroupId };

/** The state of a range. */
export interface RangeState extends RangeHead {
  /** What the keys hold. */
  readonly data: PagedMap;
  /** What has happened since the node last looked. */
  news: News[];
}

/** The state of a range that has nothing yet; one that is not told its interval has no key. */
export function emptyRange(
  group: GroupId = 0,
  { start, end }: Interval = { start: "", end: "" },
  version = 0,
): RangeState {
  const data = emptyPagedMap();
  return {
    group,
    start,
    end,
    version,
    heard: new Map(),
    merging: null,
    absorbed: [],
    born: [],
    data,
    news: [],
  };
}

/** What others are told of a range. */
export function rangeOf({ group, start, end, version }: Readonly<RangeHead>): Range {
  return { group, start, end, version };
}

/** Whether this is the state of a range that has begun: others are without an interval, and wait for a snapshot. */
export function hasBegun({ version }: Readonly<RangeHead>): boolean {
  return version > 0;
}

/** A range is kept in the pages of its map, and one more before them for all the rest. */
export const paging: Paging<RangeState> = {
  freeze({ data, news: _, ...rest }) {
    const { bytes, pages } = mapPaging.freeze(data);
    const head: RangeHead = clone(rest);
    return { bytes, pages: [head, ...pages] };
  },
  thaw({ bytes, pages: [head, ...pages] }) {
    return { ...clone(head as RangeHead), data: mapPaging.thaw({ bytes, pages }), news: [] };
  },
};

/** What a frozen range says of itself. */
export function headOf(state: unknown): Readonly<RangeHead> {
  return (state as Frozen).pages[0] as RangeHead;
}
