import text from "./bounded.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, Bounded } from "../given.ts";
import { assigned, judgeKeys } from "./bounded_keys.ts";
import {
  BOUND,
  BoundedRight,
  EPSILON,
  EPSILONS,
  named,
  NAMES,
  type Naming,
  nodesInWords,
  WEIGHTS,
} from "./bounded_right.ts";
import { few, outcome, REFUSED, unlike } from "./saying.ts";
import { type Both, playScript, shorter } from "./scripts.ts";

type Event = { readonly take: readonly string[] } | { readonly release: string };

/** Weights of nodes, whose sum is a power of two: so all bounds are exact. */
interface Case {
  readonly weights: readonly number[];
  readonly epsilon: number | string;
  readonly events: readonly Event[];
  readonly naming?: Naming;
}

export const bounded = task<Answers>(text, ({ bounded }, grading) => {
  grading.forAll(cases(), (each) => judge(bounded, each, grading), shorter);
  grading.forAll(assigned(), (each) => judgeKeys(bounded, each, grading), function* (given) {
    const { keys } = given;
    for (let at = 0; at < keys.length; at++) yield { ...given, keys: keys.toSpliced(at, 1) };
  });
});

function* cases(): Generator<Case> {
  for (const epsilon of [-0.25, "NaN", "Infinity", 0]) yield { weights: [1], epsilon, events: [] };
  yield { weights: [], epsilon: 0, events: [{ take: [] }] };
  yield { weights: [1], epsilon: 0, events: [{ release: "a" }] };
  yield { weights: [1], epsilon: 0, events: [{ take: ["a"] }, { release: "b" }] };
  yield { weights: [1, 1], epsilon: 0, events: [{ take: [] }], naming: "backwards" };
  yield { weights: [1, 1], epsilon: 0, events: [{ take: [] }], naming: "unusually" };
  // What every object has is no node.
  yield { weights: [1], epsilon: 0, events: [{ release: "toString" }] };
  yield { weights: [1, 1], epsilon: 0.5, events: [{ take: ["a"] }, { take: ["a"] }] };
  // Walks whose first names are full, as short as can be; longer ones come later.
  yield { weights: [1, 1], epsilon: 0, events: [{ take: ["a"] }, { take: ["a", "a", "a", "b"] }] };
  // What is a little above 1 is 2, rounded up, however little it is.
  yield { weights: [1, 1], epsilon: 2 ** -26, events: [{ take: ["a"] }, { take: ["a", "b"] }] };
  const eight = "abcdefgh".split("");
  // One key, and all go to it: the walk comes past everybody.
  yield {
    weights: eight.map(() => 1),
    epsilon: 0,
    events: Array.from({ length: 40 }, () => ({ take: eight })),
  };
  yield {
    weights: eight.map(() => 1),
    epsilon: 0.25,
    events: Array.from({ length: 60 }, () => ({ take: ["c"] })),
  };
  // Each node is named many times, and the last ones have room.
  const sixteen = "abcdefghijklmnop".split(""),
    often = sixteen.flatMap((id) => Array.from({ length: 20 }, () => id));
  yield { weights: sixteen.map(() => 1), epsilon: 0, events: sixteen.map(() => ({ take: often })) };
  yield* drawn(250, "bounded", (random, at): Case => {
    const weights = WEIGHTS[random.below(WEIGHTS.length)]!;
    const epsilon = EPSILONS[random.below(EPSILONS.length)]!;
    const naming = ([undefined, "backwards", "unusually"] as const)[random.below(3)];
    const names = naming === "unusually" ? NAMES : "abcdefgh".split("");
    const events = drawEvents(random, names.slice(0, weights.length), 1 + at % 30);
    return { weights, epsilon, events, ...(naming && { naming }) };
  });
  // More than a byte counts, and one less is enough for one more.
  const all = Array.from({ length: 256 }, () => ({ take: ["a"] }));
  yield { weights: [1], epsilon: 0, events: [...all, { release: "a" }, { take: ["a"] }] };
  // The last of a long walk, which begins with one that is full.
  const long = [...Array.from({ length: 2000 }, () => "a"), "d"];
  yield { weights: [1, 1, 1, 1], epsilon: 0, events: [{ take: ["a"] }, { take: long }] };
  // Many nodes, of which the last by name are full first.
  const many = Array.from({ length: 128 }, () => 1);
  const back = named(many).map(({ id }) => id).reverse();
  yield { weights: many, epsilon: 0, events: many.map(() => ({ take: back })) };
}

function drawEvents(random: Random, names: readonly string[], count: number): Event[] {
  const name = () => names[random.below(names.length)]!;
  return Array.from({ length: count }, (): Event => {
    if (random.chance(0.3)) return { release: random.chance(0.1) ? "toString" : name() };
    const isWhole = random.chance(0.6), length = isWhole ? 4 * names.length : random.below(4);
    return { take: Array.from({ length }, name) };
  });
}

/** A walk in words, where a name that is repeated at once is told once. */
function inWords(walk: readonly string[]): string {
  const told: { id: string; times: number }[] = [];
  for (const id of walk) {
    const last = told.at(-1);
    if (last?.id === id) last.times++;
    else told.push({ id, times: 1 });
  }
  return few(told.map(({ id, times }) => times === 1 ? id : `${id} ${times} times`));
}

function judge(
  bounded: Bounded,
  { weights, epsilon: given, events, naming }: Case,
  grading: Grading,
): void {
  const nodes = named(weights, naming),
    epsilon = Number(given),
    right = new BoundedRight(nodes, epsilon);
  const words = `${nodesInWords(nodes)}, epsilon ${epsilon}`;
  const first = outcome(() => bounded.start(shown(nodes), epsilon), grading, () => words);
  const isRight = epsilon >= 0 && epsilon < Infinity;
  if ((first === REFUSED) === isRight) {
    const [came, must] = isRight ? [REFUSED, "a start"] : ["a start", REFUSED];
    unlike({ asked: words, came, must, why: EPSILON });
  }
  if (!isRight) return;
  playScript<Event>(
    {
      words,
      start: () => first,
      tell: (event) =>
        "take" in event
          ? `take, with the walk ${inWords(event.take)}`
          : `release one thing of ${event.release}`,
      play: (s, event, asked) =>
        "take" in event ? take(s, event.take, asked) : release(s, event.release, asked),
    },
    events,
    grading,
  );

  function take(s: Any, walk: readonly string[], asked: () => string): Both {
    let read = 0;
    const counted = function* () {
      for (const id of walk) {
        read++;
        yield id;
      }
    };
    const came = outcome(() => bounded.take(s, counted()), grading, asked);
    const bounds = few(right.boundsInWords());
    const { id, needed } = right.take(walk), must = id ?? REFUSED;
    if (came === must && read > needed) {
      return { came: `${read} of the walk are read`, must: `${needed} at most`, why: READS };
    }
    return { came: `${came}`, must, why: `${BOUND}; here that is ${bounds}` };
  }

  function release(s: Any, id: string, asked: () => string): Both {
    const came = outcome(() => bounded.release(s, id), grading, asked);
    const must = right.release(id) ? "it is released" : REFUSED;
    return { came: came === REFUSED ? REFUSED : "it is released", must, why: RELEASED };
  }
}

const READS = "the walk ends at the first node that has room";
const RELEASED = "what a node has can be released, and nothing else";
