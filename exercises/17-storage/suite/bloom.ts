import text from "./bloom.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Bloom } from "../given.ts";
import { areSame, asking, bytesOf, inBytes, many, unlike } from "./saying.ts";

/** A filter of so many keys, with that rate. */
interface Case {
  readonly keys: number;
  readonly rate: number;
}

export const bloom = task<Answers>(text, ({ bloom }, grading) => {
  const sizes: Case[] = [1, 2, 10, 100, 1000, 20_000, 3_000_000, 50_000_000].flatMap((keys) =>
    [0.5, 0.1, 0.01, 0.001, 0.000_01].map((rate) => ({ keys, rate }))
  );
  grading.forAll(sizes, (each) => sized(bloom, each, grading));
  apart(bloom, grading);
  overfull(bloom, grading);
  large(bloom, grading);
  const filters: Case[] = [1, 3, 40, 700, 20_000].flatMap((keys) =>
    [0.2, 0.01, 0.002, 0.000_01].map((rate) => ({ keys, rate }))
  );
  // Many keys take their time, and tell most of how they spread.
  const quick = filters.filter(({ keys, rate }) => keys < 1000 || rate > 0.1 || rate < 0.001);
  grading.forAll(quick, (each) => filled(bloom, each, grading));
});

const told = ({ keys, rate }: Case) => `a filter of ${many(keys, "key")} at a rate of ${rate}`;

function sized(bloom: Bloom, given: Case, grading: Grading): void {
  const { keys, rate } = given, asked = `the size of ${told(given)}`;
  const came = grading.asked(() => bloom.size(keys, rate), () => `asked: ${asked}\n  came`);
  const least = -keys * Math.log(rate) / Math.LN2 ** 2;
  const { bits, probes } = Object(came) as { bits: number; probes: number };
  const areBits = Number.isInteger(bits) && bits >= least * 0.95 - 8 && bits <= least * 1.05 + 8 &&
    bits >= 1;
  const best = Math.LN2 * bits / keys;
  const areProbes = Number.isInteger(probes) && probes >= 1 && Math.abs(probes - best) <= 1 ||
    probes === 1 && best < 1;
  if (areBits && (areProbes || keys < 10 && Number.isInteger(probes) && probes >= 1)) return;
  unlike({
    asked,
    came: `${bits} bits, of which a key sets ${probes}`,
    must: `about ${Math.ceil(least)} bits, of which a key sets ${
      Math.max(1, Math.round(-Math.log2(rate)))
    }`,
    why: "another key finds all its k bits set with probability (1 - e^(-kn/m))^k; that is least " +
      "where k = ln 2 · m/n " +
      "(Bloom 1970)",
  });
}

/** A key may be empty, too. */
const keyOf = (at: number) => bytesOf(at === 0 ? "" : `key ${at}`);
const quoted = (at: number) => `"${new TextDecoder().decode(keyOf(at))}"`;

function filled(bloom: Bloom, given: Case, grading: Grading): void {
  const { keys, rate } = given, asked = told(given), must = "it goes well";
  const so = () => ({ asked, must, why: HAS });
  const filter = asking(grading, so, () => {
    const filter = bloom.make(bloom.size(keys, rate)), key = new Uint8Array(40);
    for (let at = 0; at < keys; at++) {
      const own = keyOf(at);
      key.set(own);
      // The same memory is used for the next key.
      bloom.add(filter, key.subarray(0, own.length));
    }
    return filter;
  });
  const written = asking(grading, so, () => bloom.write(filter));
  const { bits } = bloom.size(keys, rate), most = Math.ceil(bits / 8) + 16;
  if (!(written instanceof Uint8Array) || written.length > most) {
    const must = `${most} bytes at most`;
    unlike({ asked: `${asked}, written`, came: inBytes(written), must, why: BYTES });
  }
  const copy = new Uint8Array(written.length + 3);
  copy.set(written, 3);
  const again = asking(grading, so, () => bloom.read(copy.subarray(3)));
  copy.fill(0);
  written.fill(255);
  const subjects = [
    [filter, asked],
    [
      again,
      `${asked}, written and read; the bytes from which it was read are then used for others`,
    ],
  ] as const;
  for (const [each, words] of subjects) {
    for (let at = 0; at < keys; at++) {
      const says = asking(grading, so, () => bloom.has(each, keyOf(at)));
      if (says === true) continue;
      const all = keys === 1 ? "" : `: of the keys ${quoted(0)} to ${quoted(keys - 1)}`;
      const why = each === again ? `${HAS}; what it has read is its own` : HAS;
      const asked = `${words}${all}, has it ${quoted(at)}?`;
      unlike({ asked, came: String(says), must: "true", why });
    }
  }
  // What was read has the bits of what was written: one of the two tells how they spread.
  rated(bloom, again, subjects[1][1], given, grading);
  const twice = asking(grading, so, () => bloom.write(again));
  const first = asking(grading, so, () => bloom.write(filter));
  if (areSame(twice, first)) return;
  unlike({
    asked: `${asked}, read and written again`,
    came: inBytes(twice),
    must: inBytes(first),
    why: BYTES,
  });
}

/** Others than the keys: how many are taken for one of them. */
function rated(
  bloom: Bloom,
  filter: unknown,
  words: string,
  { keys, rate }: Case,
  grading: Grading,
) {
  // Of few keys the places are few, and come out by chance.
  if (keys < 40) return;
  // Where few are taken, it takes many to tell.
  const others = keys > 1000 && rate < 0.001 ? 60_000 : 6000;
  const must = `about ${Math.round(others * rate)}`;
  const asked = `${words}: ${others} keys that are not in it`;
  const situation = () => ({ asked, must, why: SPREAD });
  const taken = asking(grading, situation, () => takenOf(bloom, filter, others));
  // Four deviations are out of chance.
  const most = others * rate * (keys < 100 ? 2.5 : 1.25) + 4 * Math.sqrt(others * rate) + 3;
  if (taken <= most && (keys < 100 || taken >= others * rate / 2 - 4 * Math.sqrt(others * rate))) {
    return;
  }
  unlike({ ...situation(), came: `${taken} of them are taken for keys that are` });
}

const SPREAD =
  "the bits of a key must look drawn at random, and there must be as many as the size says (Kirsch and " +
  "Mitzenmacher 2006)";

/** How many of so many other keys are taken for one of those that were added. */
function takenOf(bloom: Bloom, filter: unknown, others: number): number {
  let taken = 0;
  for (let at = 0; at < others; at++) if (bloom.has(filter, bytesOf(`other ${at}`))) taken++;
  return taken;
}

/** With too many keys in it, a filter tells how many bits each of them has set. */
function overfull(bloom: Bloom, grading: Grading): void {
  const made = { keys: 100, rate: 0.000_01 }, keys = 600, others = 2000;
  const asked = `${told(made)}, to which ${keys} are added: ${others} keys that are not in it`;
  const { bits, probes } = bloom.size(made.keys, made.rate);
  const right = Math.round(others * (1 - Math.exp(-probes * keys / bits)) ** probes);
  const must = `about ${right}`;
  const taken = asking(grading, () => ({ asked, must, why: PROBES }), () => {
    const filter = bloom.make({ bits, probes });
    for (let at = 0; at < keys; at++) bloom.add(filter, keyOf(at));
    return takenOf(bloom, bloom.read(bloom.write(filter)), others);
  });
  if (Math.abs(taken - right) <= right / 4) return;
  unlike({ asked, came: `${taken} of them are taken for keys that are`, must, why: PROBES });
}

/** A large filter, of which few bits are set. */
function large(bloom: Bloom, grading: Grading): void {
  const made = { keys: 1_000_000, rate: 0.000_1 }, keys = 50;
  const asked = `${told(made)}, to which ${keys} are added; written and read`;
  const must = "it has all of them, and none of 1,000 others";
  const [has, taken] = asking(grading, () => ({ asked, must, why: HAS }), () => {
    const filter = bloom.make(bloom.size(made.keys, made.rate));
    for (let at = 0; at < keys; at++) bloom.add(filter, keyOf(at));
    const again = bloom.read(bloom.write(filter)),
      own = Array.from({ length: keys }, (_, at) => at);
    return [own.filter((at) => bloom.has(again, keyOf(at))).length, takenOf(bloom, again, 1000)];
  });
  if (has === keys && taken === 0) return;
  unlike({ asked, came: `it has ${has} of them, and ${taken} others`, must, why: HAS });
}

const PROBES =
  "each key sets as many bits as the size says, which is best for as many keys as it says";
const HAS =
  "a filter never says no of a key that was added: a table would not be read that has it (Bloom 1970)";
const BYTES =
  "a filter is written once and read many times, and takes little more than its bits (Bloom 1970)";

/** Filters are apart from each other, and from what they were read from. */
function apart(bloom: Bloom, grading: Grading): void {
  const asked = 'two filters of the same size; "a" is added to the first';
  const [first, second, read] = grading.asked(() => {
    const size = bloom.size(10, 0.01), first = bloom.make(size), second = bloom.make(size);
    bloom.add(first, bytesOf("a"));
    const read = bloom.read(bloom.write(first));
    bloom.add(read, bytesOf("b"));
    return [first, second, read];
  }, () => `asked: ${asked}\n  came`);
  const has = (filter: unknown, key: string) => bloom.has(filter, bytesOf(key));
  if (has(second, "a")) {
    unlike({ asked: `${asked}: has the second one it?`, came: "true", must: "false", why: APART });
  }
  if (has(first, "b")) {
    const what =
      `${asked}; it is written and read, and "b" added to what was read: has the first one "b"?`;
    unlike({ asked: what, came: "true", must: "false", why: APART });
  }
  if (has(read, "a") && has(read, "b")) return;
  const what = `${asked}; it is written and read, and "b" is added: has it both?`;
  unlike({ asked: what, came: "false", must: "true", why: HAS });
}

const APART = "each filter has its own bits";
