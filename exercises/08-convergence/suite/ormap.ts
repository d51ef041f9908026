import text from "./ormap.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { type Instead, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { MapValue, Name, OrMap, Value } from "../given.ts";
import { gameOf, inRoom, type Judged, type Truth } from "./copies.ts";
import { type Case, elevenths, gathered, NAMES, scriptOf } from "./copies_scripts.ts";
import { alive, type Facts, isReplaced, isReplacedElsewhere, joined, nothing } from "./facts.ts";
import { inWords, someValue } from "./values.ts";

interface Ask {
  readonly type: "put" | "remove";
  readonly key: string;
  /** Null: the whole key. */
  readonly field: string | null;
  readonly value: Value;
  /** Where a client has read that removes here; negative: here. */
  readonly reader: number;
}

interface Written {
  readonly key: string;
  readonly field: string;
  readonly value: Value;
}

export const ormap = task<Answers>(text, ({ ormap }, grading) => {
  const cases = drawnBy(grading, 700, "map", (random, at): Case<Ask> => ({
    names: at < 5 ? ["A"] : NAMES[random.below(NAMES.length)]!,
    script: scriptOf(random, 2 + at % 30, draw),
  }));
  const seven = gathered([..."abcabca"].map((field, i): Ask => ({
    type: "put",
    key: "k",
    field,
    value: i,
    reader: -1,
  })));
  const eleven = elevenths((i): Ask => ({
    type: "put",
    key: "k",
    field: `${i}`,
    value: i,
    reader: -1,
  }));
  playAll(
    [...cases, seven, eleven],
    ({ names }) => gameOf(judgedBy(ormap), truth, telling, names),
    grading,
  );
  areApart(ormap, grading);
  areShort(ormap, grading);
});

const draw = (random: Random): Ask => {
  const isPut = random.chance(0.6), field = ["f", "g", "1", ""][random.below(4)]!;
  return {
    type: isPut ? "put" : "remove",
    key: ["k", "l", "", "f", "constructor"][random.below(5)]!,
    field: isPut || random.chance(0.4) ? field : null,
    value: random.chance(0.3) ? [0, "", false, null][random.below(4)]! : someValue(random),
    reader: random.chance(0.5) ? -1 : random.below(5),
  };
};

const judgedBy = (map: OrMap): Judged<Ask> => ({
  start: () => map.empty(),
  ask(s, name, { type, key, field, value, reader }, copies) {
    if (type === "put") return { delta: map.put(s, name, key, field!, value) };
    const read = reader < 0 ? s : copies[reader % copies.length];
    // What a client has seen goes with it, as data.
    const seen = structuredClone(map.seen(read, key, field));
    return { delta: map.remove(s, seen) };
  },
  merge: (a, b) => map.merge(a, b),
  read: (s) => mapInWords(map.value(s)),
});

const isOf = (key: string, field: string | null) => ([, each]: readonly [number, Written]) =>
  each.key === key && (field === null || each.field === field);

const truth: Truth<Ask, Facts<Written>> = {
  empty: nothing,
  ask(known, _name, { type, key, field, value, reader }, id, copies) {
    const read = type === "put" || reader < 0 ? known : copies[reader % copies.length]!;
    const gone = alive(read).filter(isOf(key, field)).map(([id]) => id);
    return {
      made: new Map(type === "put" ? [[id, { key, field: field!, value }]] : []),
      gone: new Set(gone),
      removed: new Set(type === "put" ? [] : gone),
    };
  },
  merge: joined,
  read(known) {
    const map = new Map<string, Map<string, Value[]>>();
    for (const [, { key, field, value }] of alive(known)) {
      const fields = map.get(key) ?? new Map<string, Value[]>();
      map.set(key, fields.set(field, [...fields.get(field) ?? [], value]));
    }
    return mapInWords(map);
  },
};

function mapInWords(given: MapValue): string {
  if (!(given instanceof Map)) return told(given);
  const fields = (of: unknown) =>
    of instanceof Map
      ? [...of].map(([field, values]) => `${told(field)}: ${inWords(values)}`).sort().join(", ")
      : told(of);
  return [...given].map(([key, of]) => `${told(key)} {${fields(of)}}`).sort().join(" ") ||
    "nothing";
}

const telling = {
  words: "a map",
  deltas: true,
  ask({ type, key, field, value, reader }: Ask, names: readonly Name[]) {
    const what = field === null ? `key ${told(key)}` : `field ${told(field)} of key ${told(key)}`;
    if (type === "put") return `writes ${told(value)} to ${what}`;
    const where = reader < 0 ? "here" : `at ${names[reader % names.length]}`;
    return `removes ${what}, as a client has seen it ${where}`;
  },
  why(
    _event: unknown,
    { came, due }: Instead,
    heard: Facts<Written>,
    known: Facts<Written>,
    all: Facts<Written>,
  ) {
    const [more = "", must = ""] = [came[0], due[0]];
    const isMore = must.endsWith(" nothing") ||
      !more.endsWith(" nothing") && more.length > must.length;
    if (isMore) return isReplaced(heard, known) ? REPLACED : REMOVED;
    return heard.made.size === 0 && isReplacedElsewhere(known, all) ? BEFORE : KEPT;
  },
};

const REMOVED =
  "what a client has seen and removed is gone, wherever it is heard of, and though it is " +
  "not known yet where it is removed (Almeida et al. 2018, section 7.4)";
const REPLACED =
  "a write replaces what is in its field at its copy: that is gone, wherever it is heard of, also " +
  "where it comes after the write";
const BEFORE =
  "a write that a later one had replaced was not there any more when this was removed: the remove is of " +
  "the later one only, and the replaced one goes where the delta of the later write is heard of";
const KEPT =
  "only what was seen of that key or field is removed, and a write replaces only what was in " +
  "its field here: what is concurrent stays, without what was there before";

/** Keys and fields that are alike when they stand side by side. */
function areApart(map: OrMap, grading: Grading): void {
  for (const by of [":", ",", ".", "/", " ", "|", "-", "_", "\0", ""]) {
    let s = map.empty();
    s = map.merge(s, map.put(s, "A", `a${by}b`, "c", 1));
    s = map.merge(s, map.put(s, "A", "a", `b${by}c`, 2));
    const must = mapInWords(
      new Map([[`a${by}b`, new Map([["c", [1]]])], ["a", new Map([[`b${by}c`, [2]]])]]),
    );
    const keys = `a field ${told("c")} of key ${told(`a${by}b`)}, and a field ${
      told(`b${by}c`)
    } of key "a"`;
    grading.equal(mapInWords(map.value(s)), must, `what is there when there are ${keys}`);
  }
}

function areShort(map: OrMap, grading: Grading): void {
  const one = map.put(map.empty(), "A", "k", "f", 1), two = map.put(map.empty(), "B", "k", "g", 2);
  grading.equal(
    mapInWords(map.value(map.merge(map.empty(), map.merge(one, two)))),
    mapInWords(new Map([["k", new Map([["f", [1]], ["g", [2]]])]])),
    "what is there when two deltas were merged with each other before they came",
  );
  let [a, b] = [map.empty(), map.empty()];
  for (let i = 0; i < 150; i++) {
    a = map.merge(a, map.put(a, "A", `key ${i}`, "f", i));
    b = map.merge(b, map.put(b, "B", `key ${i}`, "g", i));
    [a, b] = [map.merge(a, b), map.merge(b, a)];
    b = map.merge(b, map.remove(b, map.seen(b, `key ${i}`, null)));
  }
  a = map.merge(a, b);
  inRoom(a, 300, "150 keys were written to by two copies, and removed", grading);
  for (let i = 0; i < 200; i++) a = map.merge(a, map.put(a, "A", `key ${i % 150}`, "f", i));
  grading.equal(map.value(a).size, 150, "how many keys there are when 150 were written to");
  const words = "of a map with 150 keys";
  inRoom(map.put(a, "A", "key 7", "f", 1), 400, `the delta of a write ${words}`, grading);
  const seen = map.seen(a, "key 7", null);
  inRoom(seen, 300, `what is seen of one key ${words}`, grading);
  inRoom(map.remove(a, seen), 300, `the delta of a remove of one key ${words}`, grading);
  const { length } = encode(mapInWords(map.value(a)));
  inRoom(a, 600 + 10 * length, `150 fields were written to, some of them twice`, grading);
}
