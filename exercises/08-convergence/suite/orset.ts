import text from "./orset.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { type Instead, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { OrSet, Value } from "../given.ts";
import { gameOf, inRoom, type Judged, type Truth } from "./copies.ts";
import { type Case, elevenths, gathered, NAMES, scriptOf } from "./copies_scripts.ts";
import { alive, type Facts, isReplaced, isReplacedElsewhere, joined, nothing } from "./facts.ts";
import { inWords, someValue } from "./values.ts";

interface Ask {
  readonly type: "add" | "remove";
  readonly element: Value;
}

export const orset = task<Answers>(text, ({ orset }, grading) => {
  const cases = drawnBy(grading, 600, "set", (random, at): Case<Ask> => ({
    names: at < 5 ? ["A"] : NAMES[random.below(NAMES.length)]!,
    script: scriptOf(random, 2 + at % 30, draw),
  }));
  const seven = gathered(
    ["a", "b", "c", "d", "e", "a", "f"].map((element): Ask => ({ type: "add", element })),
  );
  const eleven = elevenths((element): Ask => ({ type: "add", element }));
  playAll(
    [...cases, seven, eleven],
    ({ names }) => gameOf(judgedBy(orset), truth, telling, names),
    grading,
  );
  areShort(orset, grading);
});

const draw = (random: Random): Ask => ({
  type: random.chance(0.6) ? "add" : "remove",
  element: random.chance(0.8)
    ? someValue(random)
    : [0, "", false, null, "constructor"][random.below(5)]!,
});

const judgedBy = (set: OrSet): Judged<Ask> => ({
  start: () => set.empty(),
  ask: (s, name, { type, element }) => ({
    delta: type === "add" ? set.add(s, name, element) : set.remove(s, element),
  }),
  merge: (a, b) => set.merge(a, b),
  read: (s) => inWords(set.elements(s)),
});

const truth: Truth<Ask, Facts<Value>> = {
  empty: nothing,
  ask(known, _name, { type, element }, id) {
    const gone = alive(known).filter(([, each]) => each === element).map(([id]) => id);
    return {
      made: new Map(type === "add" ? [[id, element]] : []),
      gone: new Set(gone),
      removed: new Set(type === "add" ? [] : gone),
    };
  },
  merge: joined,
  read: (known) => inWords([...new Set(alive(known).map(([, element]) => element))]),
};

const telling = {
  words: "a set",
  deltas: true,
  ask: ({ type, element }: Ask) => `${type}s ${told(element)}`,
  why(
    _event: unknown,
    { came, due }: Instead,
    heard: Facts<Value>,
    known: Facts<Value>,
    all: Facts<Value>,
  ) {
    const [more = "", must = ""] = [came[0], due[0]];
    const isMore = must.endsWith(" nothing") ||
      !more.endsWith(" nothing") && more.length > must.length;
    if (isMore) return isReplaced(heard, known) ? REPLACED : COMES_BACK;
    return heard.made.size === 0 && isReplacedElsewhere(known, all) ? BEFORE : IS_LOST;
  },
};

const COMES_BACK =
  "what was removed as it had been seen is gone, wherever it is heard of, and does " +
  "not come back with an older state or a late delta (Bieniusa et al. 2012)";
const REPLACED =
  "an add takes the place of those by which its element was there at its copy: they are gone, " +
  "and whoever has removed the later add has removed all there was";
const BEFORE =
  "an add that a later one had replaced was not there any more when this was removed: the remove is of " +
  "the later one only, and the replaced one goes where the delta of the later add is heard of";
const IS_LOST =
  "only what was seen is removed: an add that the remover did not know stays, and a " +
  "delta is about nothing but its own update (Almeida et al. 2018, section 7)";

function areShort(set: OrSet, grading: Grading): void {
  let [a, b] = [set.empty(), set.empty()];
  const both = () => [a, b] = [set.merge(a, b), set.merge(b, a)];
  for (let i = 0; i < 200; i++) {
    a = set.merge(a, set.add(a, "A", `of A ${i}`));
    b = set.merge(b, set.add(b, "B", `of B ${i}`));
    if (i % 5 === 0) both();
    a = set.merge(a, set.remove(a, `of ${"AB"[i % 2]} ${i - i % 5}`));
  }
  const left = set.elements(both()[0]);
  for (const element of left) a = set.merge(a, set.remove(a, element));
  inRoom(
    a,
    300,
    "two copies have added 400 elements, and all were removed: no element is kept",
    grading,
  );
  let backwards = set.empty(), own = set.empty();
  const deltas = Array.from({ length: 200 }, (_, i) => {
    const delta = set.add(own, "A", i % 4);
    own = set.merge(own, delta);
    return delta;
  });
  for (const delta of deltas.toReversed()) backwards = set.merge(backwards, delta);
  const joined = [0, 100].map((from) =>
    deltas.slice(from, from + 100).reduce((a, b) => set.merge(a, b))
  );
  grading.equal(
    inWords(set.elements(set.merge(joined[1]!, set.merge(joined[0]!, set.empty())))),
    "0 1 2 3",
    "what is there when 200 deltas were merged with each other before they came",
  );
  grading.equal(
    inWords(set.elements(backwards)),
    "0 1 2 3",
    "what is there when 200 deltas of adds of four elements come from the last to the first",
  );
  inRoom(
    backwards,
    500,
    "200 deltas have come from the last to the first: when there are no gaps, a number is enough",
    grading,
  );
  inRoom(own, 500, "one copy has added four elements again and again: each is kept once", grading);
  let [c, d] = [set.empty(), set.empty()];
  for (let i = 0; i < 60; i++) {
    c = set.merge(c, set.add(c, "C", 1));
    d = set.merge(d, c);
    d = set.merge(d, set.add(d, "D", 2));
    c = set.merge(c, d);
  }
  inRoom(
    c,
    400,
    "two copies have added 60 times each in turn, and heard of it each time: each is kept once",
    grading,
  );
  let large = set.empty(), late = set.empty();
  const adds = Array.from({ length: 200 }, (_, i) => {
    const delta = set.add(large, "A", `element ${i}`);
    large = set.merge(large, delta);
    return delta;
  });
  const removes = adds.map((_, i) => set.remove(large, `element ${i}`));
  for (const delta of [...removes.toReversed(), ...adds]) late = set.merge(late, delta);
  grading.equal(
    inWords(set.elements(late)),
    "nothing",
    "what is there when 200 removes come from the last to the first, and then the adds",
  );
  grading.equal(set.elements(large).length, 200, "how many elements there are when 200 were added");
  inRoom(
    set.add(large, "B", "one more"),
    300,
    "the delta of an add to a set of 200 elements",
    grading,
  );
  inRoom(
    set.remove(large, "element 7"),
    300,
    "the delta of a remove from a set of 200 elements",
    grading,
  );
}
