import text from "./split.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { GroupId, Members, RangeState, Split, SplitCommand } from "../given.ts";
import { type Asked, askedBy } from "./gateways.ts";
import { type Game, playAll } from "./played.ts";
import { answered, changes, commandInWords, rangeInWords, scribble, whole } from "./range_words.ts";
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

interface Case {
  readonly absorbed: readonly GroupId[];
  readonly script: readonly Event[];
}

const KEYS = ["b", "c", "e", "h", "k", "p", "s"];
const PLACES = ["a", "b", "b\0", "c", "d", "k", "l", "s", "t", "z"];
const still: Members = { voters: [0, 1, 2], outgoing: [], learners: [] };

export const split = task<Answers>(text, ({ split }, grading) => {
  playAll<Event, Case>(cases(grading), ({ absorbed }) => gameOf(split, absorbed), grading);
  nodesDecide(split, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "splits", (random, at) => {
    const asked = askedBy(random, KEYS, 1 + at % 14);
    const script = asked.flatMap((asked): Event[] => {
      const operate = { type: "operate" as const, asked };
      if (random.chance(0.6)) return [operate];
      return random.below(25) === 0 ? [operate, { type: "stops" }] : [
        operate,
        aSplit(random),
        ...(random.chance(0.4) ? [{ type: "follow" as const }] : []),
      ];
    });
    return { absorbed: random.chance(0.3) ? [9] : [], script };
  });
}

function aSplit(random: Random): Event {
  const members = random.below(8) > 0
    ? still
    : random.chance(0.5)
    ? { ...still, outgoing: [0, 1, 3] }
    : { ...still, learners: [4] };
  const more = random.below(8) === 0 ? 2 * random.below(2) - 1 : 0;
  const child = [4, 5, 6, 7, 8, 9, 2][random.below(7)]!;
  return { type: "split", more, at: PLACES[random.below(PLACES.length)]!, child, members };
}

function gameOf(split: Split, absorbed: readonly GroupId[]): Game<Event> {
  const first = right.rangeFrom(2, { start: "b", end: "t" }, 3);
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
    words: rangeInWords(first) +
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
          return [answered(made.answer), ...changes(before, all.s), bornInWords(made.child)];
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
      did(bornInWords(made.child));
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
          const { at, child, more, members: { outgoing, learners } } = event;
          const meanwhile = outgoing.length > 0
            ? "; the voters of before are outgoing"
            : learners.length > 0
            ? "; there is a learner"
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

const bornInWords = (child: RangeState | null) =>
  child === null ? "no child" : `the child is ${whole(child)}`;

const REFUSES = answered({ ok: false, why: "refused" });
const REFUSED =
  "a group's number is never used again, not that of its own, of one that was born of it, or of " +
  "one that has become a part of it; the place is inside, so that neither half is empty; and " +
  "members must not be changing: else it is refused, and nothing is changed (section 15.4)";
const HALVES =
  "the keys from there on, and all that is remembered, are the child's as well as all else is " +
  "the parent's; both have the next version (section 15.4)";
