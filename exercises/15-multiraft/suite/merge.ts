import text from "./merge.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Answers } from "../answers.ts";
import type { FreezeCommand, GroupId, Merge, RangeState } from "../given.ts";
import { type Asked, askedBy } from "./gateways.ts";
import { type Game, playAll } from "./played.ts";
import { answered, changes, commandInWords, rangeInWords, scribble, whole } from "./range_words.ts";
import * as right from "./right_range.ts";
import { holds } from "./right_routes.ts";

/** What happens, as it is drawn: numbers choose among what there is. */
type Drawn =
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
type Event =
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

interface Case {
  readonly script: readonly (Drawn | Event)[];
}

type Ranges = Map<GroupId, RangeState>;

const KEYS = ["b", "d", "h", "k", "q", "t"];

export const merge = task<Answers>(text, ({ merge }, grading) => {
  playAll<Drawn | Event, Case>(cases(grading), () => gameOf(merge), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "merges", (random, at) => {
    const asked = askedBy(random, KEYS, 60);
    const script = Array.from({ length: 2 + at % 40 }, (): Drawn => {
      const nth = random.below(60), which = random.below(24);
      if (which < 5) return { type: "operate", asked: asked[random.below(asked.length)]! };
      if (which < 6) return { type: "split", nth, at: "cfimr"[random.below(5)]! };
      if (which < 10) {
        const more = random.below(9) === 0 ? random.below(3) - 1 : 0;
        const late = random.below(9) === 0 ? random.below(3) - 1 : 0;
        return { type: "freeze", nth, isUp: random.chance(0.5), more, late };
      }
      if (which < 13) return { type: "copy", nth: random.chance(0.8) ? -1 : nth };
      if (which < 18) {
        return {
          type: "absorb",
          nth,
          copy: random.chance(0.6) ? -1 : nth,
          isOther: random.chance(0.15),
        };
      }
      return { type: which < 21 ? "told" : "thaw", nth: random.chance(0.6) ? -1 : nth };
    });
    return { script };
  });
  yield oldCopy();
}

/** It stops for a version that is over, goes on, stops again and is absorbed; then its first copy comes once more. */
function oldCopy(): Case {
  const stop = { type: "freeze", nth: 1, isUp: false, more: 0 } as const;
  const absorb = (copy: number) => ({ type: "absorb", nth: 0, copy, isOther: false }) as const;
  const copy = { type: "copy", nth: -1 } as const, told = { type: "told", nth: -1 } as const;
  const over = [{ ...stop, late: -1 }, copy, absorb(-1), told, { type: "thaw", nth: -1 }] as const;
  return { script: [...over, { ...stop, late: 0 }, copy, absorb(-1), absorb(0), told] };
}

function firstRanges(): Ranges {
  return new Map([
    [1, right.rangeFrom(1, { start: "", end: "g" }, 1)],
    [2, right.rangeFrom(2, { start: "g", end: "p" }, 1)],
    [3, right.rangeFrom(3, { start: "p", end: null }, 2)],
  ]);
}

/** What is on its way between ranges. */
interface Post {
  readonly copies: RangeState[];
  readonly answers: {
    readonly group: GroupId;
    readonly stopped: number;
    readonly isPart: boolean;
  }[];
  readonly thaws: { readonly group: GroupId; readonly version: number }[];
}

function gameOf(merge: Merge): Game<Drawn | Event> {
  return {
    words:
      "three ranges: group 1 with [−∞, g) and group 2 with [g, p) in version 1, group 3 with [p, ∞) in version 2",
    model() {
      const ranges = firstRanges(), post: Post = { copies: [], answers: [], thaws: [] };
      let children = 3;
      return {
        resolve: (event) => {
          const resolved = resolve(event as Drawn, ranges, post, children + 1);
          if (resolved?.type === "split") children++;
          return resolved;
        },
        after: (event) => happens(right, ranges, event as Event, post),
      };
    },
    start: () => firstRanges(),
    play(ranges, event, did) {
      happens(merge, ranges as Ranges, event as Event).forEach(did);
    },
    tell: (event) => tell(event as Event),
    why: (event) => WHY[event.type],
  };
}

/** Picks one of a list; -1 is the last. */
const pick = <T>(list: readonly T[], nth: number): T | undefined =>
  nth < 0 ? list.at(-1) : list[nth % list.length];

function resolve(event: Drawn, ranges: Ranges, post: Post, child: GroupId): Event | undefined {
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
function happens(merge: Merge, ranges: Ranges, event: Event, post?: Post): string[] {
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
      return [answered(merge.freeze(s, shown(event.command))), ...changes(before, s)];
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
      const words = [answered(answer), ...changes(before, s)];
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

function tell(event: Event): string {
  switch (event.type) {
    case "operate":
      return `group ${event.group} applies, ${
        commandInWords({ version: NaN, ...event.asked }).replace("for version NaN: ", "")
      }`;
    case "split":
      return `group ${event.group} is split at "${event.at}"; the upper half is group ${event.child}`;
    case "freeze": {
      const { version, into, intoVersion } = event.command;
      return `group ${event.group} applies, for version ${version}: stop, to become a part of group ${into} in version ${intoVersion}`;
    }
    case "copy":
      return `a copy of group ${event.group} leaves for whoever is to absorb it`;
    case "absorb":
      return `group ${event.group} applies: absorb this copy of ${rangeInWords(event.source)}: ${
        whole(event.source)
      }`;
    case "told":
      return `a replica of group ${event.group} hears what was said about its stop in version ${event.stopped}: it is ${
        event.isPart ? "a part of the other" : "not a part, and will never be"
      }`;
    case "thaw":
      return `group ${event.group} applies, for version ${event.version}: go on`;
  }
}

const STOP =
  "a range stops, or goes on, only if that is meant for exactly its version, and its version is the next one then " +
  "(section 15.5)";
const ABSORB =
  "who says never must never absorb the other later, and must not have: only the range that was named knows that, or " +
  "who has absorbed that one; who may still get the version that was named does not know yet (section 15.5). What is " +
  "absorbed brings all that it knows, each gateway's latest start and what may still be asked again (section 15.3)";
const TOLD =
  "true is true for good; never is said about one stop, and a range that has stopped again since may yet be absorbed " +
  "(section 15.5; TiKV 6460)";
const WHY: Readonly<Record<Event["type"], string>> = {
  operate: "",
  split: "",
  copy: "",
  freeze: STOP,
  thaw: STOP,
  absorb: ABSORB,
  told: TOLD,
};
