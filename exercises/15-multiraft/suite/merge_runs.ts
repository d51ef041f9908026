/** What happens between ranges that become one: what is drawn, and what comes of it. @module */

import { shown } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { FreezeCommand, GroupId, Merge, RangeAnswer, RangeState } from "../given.ts";
import type { Asked } from "./gateways.ts";
import { answered, changes, scribble } from "./range_words.ts";
import * as right from "./right_range.ts";
import { holds } from "./right_routes.ts";

/** What happens, as it is drawn: numbers choose among what there is. */
export type Drawn =
  | { readonly type: "operate"; readonly asked: Asked }
  | { readonly type: "split"; readonly nth: number; readonly at: string }
  | {
    readonly type: "freeze";
    readonly nth: number;
    readonly isUp: boolean;
    readonly more: number;
    readonly late: number;
  }
  | { readonly type: "copy"; readonly nth: number }
  | {
    readonly type: "absorb";
    readonly nth: number;
    readonly copy: number;
    readonly isOther: boolean;
  }
  | { readonly type: "told"; readonly nth: number }
  | { readonly type: "thaw"; readonly nth: number };

/** The same, about what there is. */
export type Event =
  | { readonly type: "operate"; readonly group: GroupId; readonly asked: Asked }
  | {
    readonly type: "split";
    readonly group: GroupId;
    readonly at: string;
    readonly child: GroupId;
  }
  | { readonly type: "freeze"; readonly group: GroupId; readonly command: FreezeCommand }
  | { readonly type: "copy"; readonly group: GroupId }
  | { readonly type: "absorb"; readonly group: GroupId; readonly source: RangeState }
  | {
    readonly type: "told";
    readonly group: GroupId;
    readonly stopped: number;
    readonly isPart: boolean;
  }
  | { readonly type: "thaw"; readonly group: GroupId; readonly version: number };

export type Ranges = Map<GroupId, RangeState>;

export function firstRanges(): Ranges {
  return new Map([
    [0, right.rangeFrom(0, { start: "", end: "g" }, 1)],
    [2, right.rangeFrom(2, { start: "g", end: "p" }, 1)],
    [10, right.rangeFrom(10, { start: "p", end: null }, 2)],
  ]);
}

/** What is on its way between ranges. */
export interface Post {
  readonly copies: RangeState[];
  readonly answers: {
    readonly group: GroupId;
    readonly stopped: number;
    readonly isPart: boolean;
  }[];
  readonly thaws: { readonly group: GroupId; readonly version: number }[];
}

/** Picks one of a list; -1 is the last. */
const pick = <T>(list: readonly T[], nth: number): T | undefined =>
  nth < 0 ? list.at(-1) : list[nth % list.length];

export function resolve(
  event: Drawn,
  ranges: Ranges,
  post: Post,
  child: GroupId,
): Event | undefined {
  const all = [...ranges.values()].sort((a, b) => a.start < b.start ? -1 : 1);
  switch (event.type) {
    case "operate": {
      const there = all.find((each) =>
        each.merging === null && holds(each, event.asked.operation.key)
      );
      return there && { ...event, group: there.group };
    }
    case "split": {
      const there = all.find((each) =>
        each.merging === null && each.start < event.at && holds(each, event.at)
      );
      return there && { type: "split", group: there.group, at: event.at, child };
    }
    case "freeze": {
      const at = event.nth % all.length, s = all[at]!, into = all[at + (event.isUp ? 1 : -1)] ?? s;
      const command = {
        version: s.version + event.more,
        into: into.group,
        intoVersion: into.version + event.late,
      };
      return { type: "freeze", group: s.group, command };
    }
    case "copy": {
      const stopped = all.filter(({ merging }) => merging !== null);
      const s = pick(event.nth % 7 === 6 ? all : stopped, event.nth);
      return s && { type: "copy", group: s.group };
    }
    case "absorb": {
      const source = pick(post.copies, event.copy), named = source?.merging?.into;
      if (source === undefined) return undefined;
      // Whoever has absorbed the one that was named answers in its place, as it has its keys.
      const heir = all.find(({ absorbed }) => named !== undefined && absorbed.has(named));
      const s = event.isOther ? pick(all, event.nth) : ranges.get(named ?? -1) ?? heir;
      return s === undefined || s.group === source.group
        ? undefined
        : { type: "absorb", group: s.group, source };
    }
    case "told": {
      const answer = pick(post.answers, event.nth);
      return answer !== undefined && ranges.has(answer.group)
        ? { type: "told", ...answer }
        : undefined;
    }
    case "thaw": {
      const command = pick(post.thaws, event.nth);
      return command !== undefined && ranges.has(command.group)
        ? { type: "thaw", ...command }
        : undefined;
    }
  }
}

/** What comes of it, in words. */
export function happens(merge: Merge, ranges: Ranges, event: Event, post?: Post): string[] {
  const s = ranges.get(event.group)!, before = clone(s);
  switch (event.type) {
    case "operate":
      right.operate(s, { version: s.version, ...event.asked });
      return [];
    case "split": {
      const { version } = s, members = { voters: [0], outgoing: [], learners: [] };
      const { child } = right.split(s, { version, at: event.at, child: event.child }, members);
      ranges.set(event.child, child!);
      return [];
    }
    case "copy":
      post?.copies.push(clone(s));
      return [];
    case "freeze":
      return [inOrder(merge.freeze(s, shown(event.command)), before, event), ...changes(before, s)];
    case "thaw":
      return [answered(merge.thaw(s, { version: event.version })), ...changes(before, s)];
    case "told": {
      const next = merge.told(clone(s), event.stopped, event.isPart);
      if (next === "go") ranges.delete(s.group);
      else if (next === "thaw") post?.thaws.push({ group: s.group, version: s.version });
      return [`its replica does: ${next}`];
    }
    case "absorb": {
      const source = clone(event.source), answer = merge.absorb(s, source);
      const words = [inOrder(answer, before, event), ...changes(before, s)];
      if (encode(source) !== encode(event.source)) {
        words.push("it changes the copy that it was given");
      }
      const after = encode(s);
      scribble(source);
      if (encode(s) !== after) {
        words.push("when the copy changes that it was given, its state does");
      }
      if (answer.ok) {
        const { group, version } = event.source;
        post?.answers.push({ group, stopped: version, isPart: answer.value === true });
      }
      return words;
    }
  }
}

/**
 * What is answered, in words. Of two reasons not to do something either will do, where nothing says
 * which comes first: a range that has stopped is to stop for itself, and a copy of a range that is a
 * part of this one, long since, has not stopped.
 */
function inOrder(
  answer: RangeAnswer,
  before: RangeState,
  event: Extract<Event, { type: "freeze" | "absorb" }>,
): string {
  const isRefused = !answer.ok && answer.why === "refused";
  if (!isRefused) return answered(answer);
  if (event.type === "absorb") {
    const isBoth = before.absorbed.has(event.source.group) && event.source.merging === null;
    return answered(isBoth ? { ok: true, value: true } : answer);
  }
  const { version, into } = event.command;
  const isBoth = before.merging !== null && version === before.version && into === before.group;
  return answered(isBoth ? { ok: false, why: "frozen", range: right.rangeOf(before) } : answer);
}
