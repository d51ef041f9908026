import text from "./siblings.md" with { type: "text" };
import { drawn, frozen, type Grading, shown, task, told, Wrong } from "hb/grade/part.ts";
import { compare, merge, zero } from "hb/clocks/vector.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Siblings, Vector, Version } from "../events.ts";
import { COUNTS, smallVectors } from "./counts.ts";
import { fewer } from "./fewer.ts";

const CLIENTS = 3;

/** How many versions there are at most. */
const MANY = 150;

export const siblings = task<Answers>(text, ({ siblings }, grading) => {
  combines(siblings, grading);
  puts(siblings, grading);
  for (let seed = 1; seed <= 100; seed++) shop(siblings, seed, grading);
}, { largest: `up to ${MANY} versions` });

const names = (versions: readonly Version[]) => versions.map(nameOf).sort();
const nameOf = ({ value, stamp }: Version) => `"${value}" [${stamp}]`;
const tellAll = (versions: readonly Version[]) => names(versions).join(", ") || "nothing";

function isVersion(each: unknown): each is Version {
  const { value, stamp } = Object(each) as Partial<Version>;
  return typeof value === "string" && Array.isArray(stamp) &&
    stamp.every((count) => typeof count === "number");
}

const areVersions = (all: unknown): all is readonly Version[] =>
  Array.isArray(all) && Array.from(all).every(isVersion);

/** Versions that an answer gave; anything else is wrong, and told beside what should have been given. */
function versionsOf(
  ask: () => unknown,
  expected: string,
  words: () => string,
  grading: Grading,
): readonly Version[] {
  const found = grading.asked(ask, words);
  if (areVersions(found)) return found;
  const all = Array.isArray(found)
    ? Array.from(found, (each) => isVersion(each) ? nameOf(each) : told(each)).join(", ")
    : told(found);
  throw new Wrong(`${words()}: expected ${expected}, found ${all}`);
}

/** Requires of all cases that the right versions are given, in any order; of those that are wrong the smallest is told. */
function keeps<C>(
  judged: (given: C) => unknown,
  right: (given: C) => readonly Version[],
  cases: Iterable<C>,
  words: (given: C) => string,
  smaller: (given: C) => Iterable<C>,
  grading: Grading,
): void {
  grading.forAll(cases, (given) => {
    const expected = tellAll(right(given)), say = () => words(given);
    const found = tellAll(versionsOf(() => judged(shown(given)), expected, say, grading));
    grading.expect(found === expected, `${say()}: expected ${expected}, found ${found}`);
  }, smaller);
}

/** Clients write the same values again and again; sometimes an empty one. */
const VALUES = ["a", "b", "", "a"];

/** The version with this stamp: a stamp belongs to one write, and so to one value. */
function versionOf(stamp: Vector): Version {
  const sum = stamp.reduce((sum, count, i) => sum + count * (i + 1), 0);
  return { value: VALUES[sum % VALUES.length]!, stamp };
}

const isOlder = (a: Vector, b: Vector) =>
  a.every((count, i) => count <= b[i]!) && a.some((count, i) => count < b[i]!);

/** What is kept, in any order; everything that is written down is a version with its stamp. */
function combines(siblings: Siblings, grading: Grading): void {
  keeps(
    (versions) => siblings.combine(versions),
    (versions) =>
      versions.filter(({ stamp }, at) =>
        !versions.some((other, i) =>
          isOlder(stamp, other.stamp) || (i < at && equal(stamp, other.stamp))
        )
      ),
    [
      ...few(),
      alone(40),
      apart(MANY),
      replaced(100),
      digits,
      ...drawn(200, "versions", (random) => many(random)),
    ],
    (versions) => `what is kept of ${tellAll(versions)}`,
    fewer,
    grading,
  );
}

/** Up to three versions of two clients, every choice of them. */
function few(): Version[][] {
  const [, ...all] = smallVectors(2).map(versionOf);
  return [
    [],
    ...all.map((a) => [a]),
    ...all.flatMap((a) => all.map((b) => [a, b])),
    ...all.flatMap((a) => all.flatMap((b) => all.map((c) => [a, b, c]))),
  ];
}

/** One write of each of many clients, who know nothing of each other. */
function alone(clients: number): Version[] {
  return zero(clients).map((_, client) => versionOf(zero(clients).with(client, 1)));
}

/** Many versions of two clients, each of whom knows the less of the other the more it knows of itself. */
function apart(many: number): Version[] {
  return Array.from({ length: many }, (_, at) => versionOf([at + 1, many - at]));
}

/** What has been superseded is far from what supersedes it, on either side; and twins are far apart. */
function replaced(many: number): Version[] {
  const between = Array.from({ length: many }, (_, at) => versionOf([0, at + 1, many - at]));
  const [old, other, twin] = [[1, 0, 0], [3, 0, 0], [5, 0, 0]].map(versionOf);
  return [old!, versionOf([4, 0, 0]), twin!, ...between, versionOf([2, 0, 0]), other!, twin!];
}

/** Stamps with the same digits, one after the other, are not the same stamp. */
const digits = [[1, 11], [11, 1]].map(versionOf);

/** Up to fourteen versions of up to fourteen clients, some of them twice, in any order. */
function many(random: Random): Version[] {
  const clients = 1 + random.below(random.chance(0.3) ? 14 : 5);
  const base = Array.from({ length: clients }, () => COUNTS[random.below(COUNTS.length)]!);
  const found: Version[] = [];
  for (let n = random.below(14); n >= 0; n--) {
    if (found.length > 0 && random.chance(0.2)) {
      found.push({ ...found[random.below(found.length)]! });
      continue;
    }
    const client = random.below(clients),
      from = random.chance(0.7) ? base : found[0]?.stamp ?? base;
    found.push(versionOf(from.with(client, from[client]! + 1 + random.below(2))));
  }
  return found;
}

/** What a client writes to a replica. */
interface Write {
  readonly versions: readonly Version[];
  readonly context: Vector;
  readonly writer: number;
  readonly value: string;
}

function puts(siblings: Siblings, grading: Grading): void {
  keeps(
    ({ versions, context, writer, value }) => siblings.put(versions, context, writer, value),
    ({ versions, context, writer, value }) => {
      const stamp = context.with(writer, context[writer]! + 1);
      const kept = versions.filter((each) => each.stamp.some((count, i) => count > context[i]!));
      return [...kept, { value, stamp }];
    },
    [beside(40), amid(MANY), ...drawn(400, "writes", (random) => write(random))],
    ({ versions, context, writer, value }) =>
      `what is left of ${
        tellAll(versions)
      } when client ${writer}, whose context is [${context}], ` +
      `writes "${value}"`,
    function* (given) {
      for (const versions of fewer(given.versions)) yield { ...given, versions };
    },
    grading,
  );
}

/** A write beside those of many clients, of which its client has seen the first. */
function beside(clients: number): Write {
  const versions = alone(clients);
  return { versions, context: versions[0]!.stamp, writer: 0, value: "" };
}

/** A write beside many versions of others, of which its client has seen one in the middle. */
function amid(many: number): Write {
  const versions = apart(many).map(({ value, stamp }) => ({ value, stamp: [...stamp, 0] }));
  return { versions, context: versions[many >> 1]!.stamp, writer: 2, value: "a" };
}

/** A write to a replica with siblings, of which its client has seen all, some or none. */
function write(random: Random): Write {
  const all = many(random);
  const versions = all.filter(({ stamp }, at) =>
    all.every((other, i) =>
      i === at || !(isOlder(stamp, other.stamp) || (i < at && equal(stamp, other.stamp)))
    )
  );
  const clients = versions[0]!.stamp.length, writer = random.below(clients);
  let context = zero(clients);
  for (const { stamp } of versions) if (random.chance(0.5)) context = merge(context, stamp);
  // A client knows its own writes, here and elsewhere.
  const own = Math.max(context[writer]!, ...versions.map(({ stamp }) => stamp[writer]!));
  context = context.with(writer, own + random.below(2));
  return { versions, context, writer, value: VALUES[random.below(VALUES.length)]! };
}

const equal = (a: Vector, b: Vector) => a.every((count, i) => count === b[i]);

/** Three clients read and write at two replicas, which exchange versions now and then. */
function shop(siblings: Siblings, seed: number, grading: Grading): void {
  const random = new Random(seed, "shop");
  const replicas: (readonly Version[])[] = [[], []];
  const contexts: Vector[] = Array.from({ length: CLIENTS }, () => zero(CLIENTS));
  const known = Array.from({ length: CLIENTS }, () => new Set<string>());
  // Writes are told apart by their stamps: values are written again and again.
  const replaced = new Map<string, ReadonlySet<string>>();
  const stampOf = ({ stamp }: Version) => String(stamp);
  const combined = (versions: readonly Version[]) =>
    versionsOf(
      () => siblings.combine(frozen(versions)),
      "versions",
      () => `what is kept of ${tellAll(versions)} (seed ${seed})`,
      grading,
    );
  for (let write = 0; write < 8; write++) {
    const [here, there] = [random.below(2), random.below(2)];
    if (random.chance(0.5)) {
      replicas[here] = combined([...replicas[here]!, ...replicas[there]!]);
    }
    const client = random.below(CLIENTS);
    if (random.chance(0.6)) {
      for (const version of replicas[random.below(2)]!) {
        contexts[client] = merge(contexts[client]!, version.stamp);
        const name = stampOf(version);
        for (const each of [name, ...replaced.get(name) ?? []]) known[client]!.add(each);
      }
    }
    const context = contexts[client]!, stamp = context.with(client, context[client]! + 1);
    const value = VALUES[random.below(VALUES.length)]!;
    replaced.set(String(stamp), new Set(known[client]));
    const after = versionsOf(
      () => siblings.put(frozen(replicas[here]!), frozen(context), client, value),
      "versions",
      () => `what is left of ${tellAll(replicas[here]!)} after a write (seed ${seed})`,
      grading,
    );
    const words =
      `"${value}" with the stamp [${stamp}], which was written by client ${client}, is ` +
      `among the versions ${tellAll(after)}`;
    const isThere = after.some((each) => each.value === value && stampOf(each) === String(stamp));
    grading.expect(isThere, words);
    replicas[here] = after;
    contexts[client] = stamp;
    known[client]!.add(String(stamp));
    assertRight(after, replaced, `replica ${here} after write ${write} (seed ${seed})`, grading);
  }
  const all = combined(replicas.flat());
  assertRight(all, replaced, `all replicas together (seed ${seed})`, grading);
  const lost = [...replaced.keys()].filter((write) =>
    !all.some((kept) => stampOf(kept) === write || replaced.get(stampOf(kept))?.has(write))
  );
  grading.expect(
    lost.length === 0,
    `every write is kept or superseded, and of those stamped [${
      lost.join("], [")
    }] neither is so, where ` +
      `${tellAll(all)} are kept (seed ${seed})`,
  );
}

function assertRight(
  versions: readonly Version[],
  replaced: ReadonlyMap<string, ReadonlySet<string>>,
  where: string,
  grading: Grading,
): void {
  for (const a of versions) {
    for (const b of versions) {
      if (a === b) continue;
      const both = names([a, b]).join(" and ");
      grading.expect(
        !replaced.get(String(b.stamp))?.has(String(a.stamp)),
        `one of ${both} is kept beside the other, whose writer knew it: ${
          tellAll(versions)
        }, ${where}`,
      );
      const words = `siblings ${both} are neither before nor after each other; ${where}; they`;
      grading.equal(compare(a.stamp, b.stamp), "concurrent", words);
    }
  }
}
