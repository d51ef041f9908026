import text from "./dotted.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Context, Copy } from "../given.ts";
import { inContext, inCopy } from "./dotted_words.ts";
import { EMPTY, right } from "./right_dotted.ts";

interface Pair {
  readonly a: Copy;
  readonly b: Copy;
  readonly actor: string;
  readonly value: string | null;
}

export const dotted = task<Answers>(text, ({ dotted }, grading) => {
  const pairs = [...pairsOf(grading)];
  const words = (copy: Copy, what: string) => `${inCopy(copy)}, ${what}`;
  grading.againstReference(
    ({ a }: Pair) => inContext(dotted.context(a)),
    ({ a }) => inContext(right.context(a)),
    pairs,
    ({ a }) => words(a, "what a client has seen who is shown this: all that the copy has"),
    smaller,
  );
  grading.againstReference(
    ({ a, b }: Pair) => inCopy(dotted.discard(a, right.context(b))),
    ({ a, b }) => inCopy(right.discard(a, right.context(b))),
    pairs,
    ({ a, b }) =>
      words(
        a,
        `without what ${
          inContext(right.context(b))
        } has seen: siblings whose dots it covers go, and no others`,
      ),
    smaller,
  );
  grading.againstReference(
    ({ a, b }: Pair) => inCopy(dotted.sync(a, b)),
    ({ a, b }) => inCopy(right.sync(a, b)),
    pairs,
    ({ a, b }) =>
      words(
        a,
        `synced with ${
          inCopy(b)
        }: what both have stays, and what one has and the other has not seen ` +
          "(Almeida et al. 2014)",
      ),
    smaller,
  );
  events(dotted, pairs, grading);
  grading.againstReference(
    ({ a, b }: Pair) => dotted.knows(a, b),
    ({ a, b }) => right.knows(a, b),
    pairs,
    ({ a, b }) => words(a, `whether that knows all that this does: ${inCopy(b)}`),
    smaller,
  );
});

function events({ event }: Answers["dotted"], pairs: readonly Pair[], grading: Grading): void {
  const contexts = (each: Pair): Context[] => [
    [],
    right.context(each.b),
    right.context(each.a),
    right.context(each.a).slice(0, 1),
  ];
  const cases = pairs.flatMap((each) =>
    contexts(each).map((context) => ({ ...each, b: { ...each.b, seen: context, siblings: [] } }))
  );
  grading.againstReference(
    ({ a, b, actor, value }: Pair) => inCopy(event(a, shown(b.seen), actor, value)),
    ({ a, b, actor, value }) => inCopy(right.event(a, b.seen, actor, value)),
    cases,
    ({ a, b, actor, value }) =>
      `${inCopy(a)}, where "${actor}" writes ${JSON.stringify(value)} for a client that has seen ${
        inContext(b.seen)
      }: the next dot of the actor; what the client has seen is replaced, and nothing else (Preguiça et al. 2010)`,
    smaller,
  );
}

/** Less of what has been seen together with its siblings, or fewer siblings. */
function* smaller(pair: Pair): Generator<Pair> {
  for (const side of ["a", "b"] as const) {
    const copy = pair[side];
    for (const [actor] of copy.seen) {
      const seen = copy.seen.filter(([other]) => other !== actor);
      const siblings = copy.siblings.filter((each) => each.actor !== actor);
      yield { ...pair, [side]: { seen, siblings } };
    }
    for (const sibling of copy.siblings) {
      yield {
        ...pair,
        [side]: { ...copy, siblings: copy.siblings.filter((each) => each !== sibling) },
      };
    }
  }
}

const ACTORS = ["a", "b", "c", "constructor", "", "a.1"];
const VALUES = ["hat", "hat", "", "0", null, "boots"];

/** Copies as they come about: of a few nodes that write, sync, and discard what somebody has seen. */
function* pairsOf(grading: Grading): Generator<Pair> {
  for (
    const copies of drawnBy(grading, 160, "copies", (random, at) => runOf(random, 1 + at % 30))
  ) {
    for (const [i, a] of copies.entries()) {
      const b = copies[(i + 1) % copies.length]!;
      const more = { actor: ACTORS[i]!, value: VALUES[i % VALUES.length]! };
      yield { a, b, ...more };
      // What a discard leaves has seen as much, and has less.
      yield { a, b: right.discard(a, right.context(b)), ...more };
      yield { a: right.discard(a, right.context(b)), b, ...more };
      yield { a, b: right.discard(b, right.context(b).slice(0, 1 + i % 2)), ...more };
    }
  }
  // Many actors, many writes, many siblings.
  const many = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const seen = many.map((actor, i) => [actor, 9 + i % 4] as const);
  const siblings = many.map((actor, i) => ({ actor, count: 9 + i % 4, value: `${i}` }));
  const a: Copy = { siblings, seen };
  const b: Copy = {
    siblings: [{ actor: "n7", count: 120, value: "far" }],
    seen: seen.map(([actor], i) => [actor, i === 7 ? 120 : 9] as const),
  };
  yield { a, b, actor: "n7", value: "new" };
  yield { a: b, b: a, actor: "n9", value: "new" };
  // What is news, or replaced, stands last; and an actor and a number, side by side, read like others.
  const last = (copy: Copy, more: number): Copy => ({
    siblings: copy.siblings,
    seen: copy.seen.map(([actor, count], i) => [actor, i === 39 ? count + more : count] as const),
  });
  yield { a, b: last(a, 1), actor: "n1", value: "new" };
  yield { a, b: { ...a, siblings: siblings.slice(0, 39) }, actor: "n1", value: "new" };
  const alike = (actor: string, count: number): Copy => ({
    siblings: [{ actor, count, value: "hat" }],
    seen: [["n1", 12], ["n11", 2]],
  });
  yield { a: alike("n1", 12), b: alike("n11", 2), actor: "n1", value: "new" };
}

function runOf(random: Random, steps: number): Copy[] {
  const nodes = 2 + random.below(4);
  const copies = Array.from({ length: nodes }, () => EMPTY);
  for (let step = 0; step < steps; step++) {
    const node = random.below(nodes), other = random.below(nodes), own = copies[node]!;
    if (random.chance(0.45)) {
      copies[node] = mixed(random, right.sync(own, copies[other]!));
      continue;
    }
    const context = [[], right.context(own), right.context(copies[other]!)][random.below(3)]!;
    const value = VALUES[random.below(VALUES.length)]!;
    copies[node] = mixed(random, right.event(own, context, ACTORS[node]!, value));
  }
  return copies;
}

/** The same in another order. */
function mixed(random: Random, { siblings, seen }: Copy): Copy {
  return random.chance(0.5)
    ? { siblings, seen }
    : { siblings: siblings.toReversed(), seen: seen.toReversed() };
}
