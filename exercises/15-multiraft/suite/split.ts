import text from "./split.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { unlike } from "hb/grade/said.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type {
  GroupId,
  Members,
  NodeView,
  Range,
  RangeState,
  Split,
  SplitCommand,
  Vote,
} from "../given.ts";
import { type Asked, askedBy } from "./gateways.ts";
import { historyOf } from "./keyspace.ts";
import { type Game, playAll } from "./played.ts";
import { answered, changes, commandInWords, rangeInWords, scribble, whole } from "./range_words.ts";
import * as right from "./right_range.ts";
import { overlap } from "./right_routes.ts";

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
  grading.forAll(begun(grading), (each) => judgeBegins(split, each, grading));
  grading.forAll(installed(grading), (each) => judgeInstalls(split, each, grading), fewer);
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
    words: rangeInWords(first),
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
    why: () => HALVES,
  };
}

const bornInWords = (child: RangeState | null) =>
  child === null ? "no child" : `the child is ${whole(child)}`;

interface Begun {
  readonly node: NodeView;
  readonly voters: readonly number[];
}

function* begun(grading: Grading): Generator<Begun> {
  yield* drawnBy(grading, 200, "children", (random) => {
    const term = random.below(4), votedFor = random.chance(0.5) ? random.below(3) : null;
    const replicas = new Map([[3, { hasBegun: true, term: 5, votedFor: 1 }]]);
    if (random.chance(0.6)) {
      replicas.set(8, {
        hasBegun: random.chance(0.4),
        term,
        votedFor: term > 0 ? votedFor! : null!,
      });
    }
    const gone = new Set(random.chance(0.2) ? [8, 6] : [6]);
    const self = random.below(4);
    return { node: { self, replicas, gone }, voters: [0, 1, 2] };
  });
}

function judgeBegins(split: Split, { node, voters }: Begun, grading: Grading): void {
  const there = node.replicas.get(8);
  const isNone = there?.hasBegun === true || node.gone.has(8) || !voters.includes(node.self);
  const own: Vote = there === undefined || there.term < 1 ? { term: 1, votedFor: null } : there;
  const must = isNone ? undefined : { term: own.term, votedFor: own.votedFor };
  const asked =
    `node ${node.self} has applied that group 3 is split, and group 8 with voters ${
      voters.join(", ")
    } ` +
    `is born; its replicas: ${inWords(node.replicas)}; gone are ${[...node.gone].join(", ")}`;
  const came = grading.asked(
    () => split.begins(clone(node), 8, shown(voters)),
    () => `asked: ${asked}\n  came`,
  );
  const told = (vote: Vote | undefined) =>
    vote === undefined
      ? "it begins none"
      : `it begins with ${inWords({ term: vote.term, votedFor: vote.votedFor })}`;
  if (told(came) !== told(must)) unlike({ asked, came: told(came), must: told(must), why: BEGINS });
}

interface Installed {
  readonly range: Range;
  readonly here: readonly Range[];
}

/** Any ranges of a history: what a node has may be behind by as much as it likes. */
function* installed(grading: Grading): Generator<Installed> {
  yield* drawnBy(grading, 300, "snapshots", (random, at) => {
    const history = historyOf(random, 3 + at % 12), here: Range[] = [];
    const asRange = ({ group, start, end, version }: Range): Range => ({
      group,
      start,
      end,
      version,
    });
    for (let i = random.below(4); i > 0; i--) {
      const each = history[random.below(history.length)]!;
      if (!here.some((other) => overlap(other, each))) here.push(asRange(each));
    }
    return { range: asRange(history[random.below(history.length)]!), here };
  });
}

function* fewer({ range, here }: Installed): Generator<Installed> {
  for (let at = 0; at < here.length; at++) yield { range, here: here.toSpliced(at, 1) };
}

function judgeInstalls(split: Split, { range, here }: Installed, grading: Grading): void {
  const all = here.map(rangeInWords).join("; ") || "nothing";
  const asked = `a node has ${all}; a snapshot comes of ${rangeInWords(range)}`;
  const came = grading.asked(
    () => split.installs(shown(range), shown(here)),
    () => `asked: ${asked}\n  came`,
  );
  const must = !here.some((each) =>
    each.group !== range.group && each.version < range.version && overlap(each, range)
  );
  if (came === must) return;
  const words = (is: boolean) => is ? "it may be installed" : "it may not be installed";
  unlike({ asked, came: words(came), must: words(must), why: INSTALLS });
}

const HALVES =
  "the keys from there on, and all that is remembered, are the child's as well as all else is the parent's; both have " +
  "the next version; what makes no sense is refused, and nothing is changed then (section 15.4)";
const BEGINS =
  "a replica that has begun is further on than what the parent would begin it with (TiKV 529); one that has gone does not come back; " +
  "what an empty one has promised holds, or it might vote twice (section 15.4)";
const INSTALLS =
  "a snapshot must not bring keys that a range of a lower version has here, which has not heard of the split or merge " +
  "by which it lost them; where the snapshot's is lower, its own log goes on to where they leave it (section 15.4)";
