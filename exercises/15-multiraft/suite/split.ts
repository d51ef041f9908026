import text from "./split.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { GroupId, Interval, Members, RangeState, Split, SplitCommand } from "../given.ts";
import { FULL, FULL_GROUPS, fullRange } from "./full_range.ts";
import { type Asked, askedBy } from "./gateways.ts";
import { ODD_KEYS } from "./keyspace.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import {
  answered,
  changes,
  commandInWords,
  contents,
  rangeInWords,
  scribble,
} from "./range_words.ts";
import * as right from "./right_range.ts";
import { nodesDecide } from "./split_nodes.ts";

type Event =
  | { readonly type: "operate"; readonly asked: Asked }
  | {
    readonly type: "split";
    readonly more: number;
    readonly at: string;
    readonly child: GroupId;
    readonly members: Members;
  }
  /** The range goes on as the child that was split off last. */
  | { readonly type: "follow" }
  | { readonly type: "stops" };

interface Case extends Interval {
  readonly absorbed: readonly GroupId[];
  /** What it is at first, if it has and remembers a great deal. */
  readonly full?: RangeState;
  readonly script: readonly Event[];
}

const KEYS = ["b", "c", "e", "h", "k", "p", "s"];
const PLACES = ["", "a", "b", "b\0", "c", "d", "k", "l", "s", "t", "z"];
const still: Members = { voters: [0, 1, 2], outgoing: [], learners: [] };
/** Some are replaced, come, or go; then there are learners. */
const CHANGING: readonly Members[] = [
  { ...still, outgoing: [0, 1, 3] },
  { ...still, outgoing: [0, 1] },
  { ...still, outgoing: [0, 1, 2, 3] },
  { ...still, outgoing: [0] },
  { ...still, learners: [4] },
  { voters: [7, 1, 2], outgoing: [], learners: [0] },
];
/** As is usual, and otherwise. */
const STILL: readonly Members[] = [
  still,
  still,
  { ...still, voters: [4] },
  { ...still, voters: [12, 3, 7, 0, 5] },
];

export const split = task<Answers>(text, ({ split }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(split, given), grading);
  nodesDecide(split, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "splits", (random, at) => {
    const isOdd = at % 3 === 0, odd = ODD_KEYS[random.below(2)]!;
    const asked = askedBy(random, isOdd ? odd : KEYS, 1 + at % 14);
    const script = asked.flatMap((asked): Event[] => {
      const operate = { type: "operate" as const, asked };
      if (random.chance(0.6)) return [operate];
      return random.below(25) === 0 ? [operate, { type: "stops" }] : [
        operate,
        aSplit(random, isOdd ? odd : PLACES),
        ...(random.chance(0.4) ? [{ type: "follow" as const }] : []),
      ];
    });
    const interval = { start: random.chance(0.3) ? "" : "b", end: random.chance(0.3) ? null : "t" };
    return { ...interval, absorbed: random.chance(0.3) ? [9] : [], script };
  });
  yield { start: "b", end: "t", absorbed: [], full: fullRange(9, "k"), script: inFull() };
}

function aSplit(random: Random, places: readonly string[]): Event {
  const all = random.below(8) > 0 ? STILL : CHANGING, members = all[random.below(all.length)]!;
  const more = random.below(8) === 0 ? 2 * random.below(2) - 1 : 0;
  const child = [4, 5, 6, 7, 0, 9, 2][random.below(7)]!;
  return { type: "split", more, at: places[random.below(places.length)]!, child, members };
}

/** A child that is the last of those that were, and one that is new. */
function inFull(): Event[] {
  const at = { type: "split", more: 0, at: "k130", members: still } as const;
  return [...FULL_GROUPS, 1000].map((child) => ({ ...at, child }));
}

function gameOf(split: Split, { absorbed, full, ...interval }: Case): Game<Event> {
  const first = full ?? right.rangeFrom(2, interval, 3);
  for (const each of absorbed) first.absorbed.add(each);
  let version = 0, group = 0;
  /** What is no split is done alike. */
  const others = (all: { s: RangeState; child: RangeState | null }, event: Event) => {
    if (event.type === "operate") {
      right.operate(all.s, { version: all.s.version, ...event.asked });
    } else if (event.type === "stops") {
      all.s.version++;
      all.s.merging = { into: 1, intoVersion: 1 };
    } else all.s = clone(all.child!);
  };
  const command = ({ more, at, child }: Extract<Event, { type: "split" }>): SplitCommand => ({
    version: version + more,
    at,
    child,
  });
  return {
    words: rangeInWords(first) + (full ? `, ${FULL}` : "") +
      (absorbed.length === 0 ? "" : `, of which group ${absorbed.join(", ")} has become a part`),
    model() {
      const all = { s: clone(first), child: null as RangeState | null };
      return {
        resolve(event) {
          ({ version, group } = all.s);
          return event.type === "follow" && all.child === null ||
              event.type === "stops" && all.s.merging !== null
            ? undefined
            : event;
        },
        after(event) {
          if (event.type !== "split") return others(all, event), [];
          const before = clone(all.s), made = right.split(all.s, command(event), event.members);
          if (made.child !== null) all.child = made.child;
          return [answered(made.answer), ...changes(before, all.s), ...bornInWords(made.child)];
        },
      };
    },
    start: () => ({ s: clone(first), child: null }),
    play(given, event, did) {
      const all = given as { s: RangeState; child: RangeState | null };
      if (event.type !== "split") return others(all, event);
      const before = clone(all.s),
        made = split.apply(all.s, shown(command(event)), shown(event.members));
      did(answered(made.answer));
      changes(before, all.s).forEach(did);
      bornInWords(made.child).forEach(did);
      if (made.child === null) return;
      all.child = clone(made.child);
      const after = encode(all.s);
      scribble(made.child);
      if (encode(all.s) !== after) did("when the child's state changes, the parent's does");
    },
    tell(event) {
      switch (event.type) {
        case "operate":
          return `it applies, ${commandInWords({ version, ...event.asked })}`;
        case "stops":
          return "it stops, to become a part of another";
        case "follow":
          return "from here on the child is looked at, which is split in its turn";
        case "split": {
          const { at, child, more, members: { voters, outgoing, learners } } = event;
          const nodes = (list: readonly number[]) =>
            `node${list.length > 1 ? "s" : ""} ${list.join(", ")}`;
          const meanwhile = outgoing.length > 0
            ? `; voters are ${nodes(voters)}, and outgoing ${nodes(outgoing)}`
            : learners.length > 0
            ? `; voters are ${nodes(voters)}, and learners ${nodes(learners)}`
            : "";
          return `group ${group} applies, for version ${
            version + more
          }: from "${at}" on it is group ${child}${meanwhile}`;
        }
      }
    },
    why: (_, must) => must[0] === REFUSES ? REFUSED : HALVES,
  };
}

function bornInWords(child: RangeState | null): string[] {
  if (child === null) return ["there is no child"];
  return [
    `the child is group ${child.group}`,
    ...contents(child).map((each) => `child: ${each}`),
  ];
}

const REFUSES = answered({ ok: false, why: "refused" });
const REFUSED =
  "a group's number is never used again, not that of its own, of one that was born of it, or of " +
  "one that has become a part of it; the place is inside, so that neither half is empty; and " +
  "members must not be changing: else it is refused, and nothing is changed (section 15.4)";
const HALVES =
  "a range is split wherever both halves could have a key, if the child is new and members do not " +
  "change; the keys from there on are the child's, others the parent's, and both know all that " +
  "was remembered, and have the next version (section 15.4)";
