import text from "./siblings.md" with { type: "text" };
import { frozen, type Grading, task } from "hb/grade/part.ts";
import { compare, merge, zero } from "hb/clocks/vector.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Siblings, Vector, Version } from "../events.ts";

const CLIENTS = 3;

export const siblings = task<Answers>(text, ({ siblings }, grading) => {
  combines(siblings, grading);
  for (let seed = 1; seed <= 150; seed++) shop(siblings, seed, grading);
});

const names = (versions: readonly Version[]) =>
  versions.map(({ value, stamp }) => `${value} [${stamp}]`).sort();

function combines({ combine }: Siblings, grading: Grading): void {
  const cases: readonly (readonly [string, readonly [string, Vector][], readonly string[]])[] = [
    ["an old and a new version", [["old", [1, 0, 0]], ["new", [2, 0, 0]]], ["new"]],
    ["a new and an old version", [["new", [2, 1, 0]], ["old", [1, 1, 0]]], ["new"]],
    ["two that conflict", [["a", [1, 0, 0]], ["b", [0, 1, 0]]], ["a", "b"]],
    ["one version from two replicas", [["a", [1, 0, 0]], ["a", [1, 0, 0]]], ["a"]],
    [
      "two that conflict, and an old one",
      [["a", [2, 0, 0]], ["old", [1, 0, 0]], ["b", [0, 1, 0]]],
      ["a", "b"],
    ],
    ["nothing", [], []],
  ];
  for (const [what, given, kept] of cases) {
    const versions = given.map(([value, stamp]) => ({ value, stamp }));
    const found = combine(frozen(versions)).map(({ value }) => value).sort();
    grading.equal(found, kept, `what is kept of ${what}`);
  }
}

/** Three clients read and write at two replicas, which exchange versions now and then. */
function shop({ combine, put }: Siblings, seed: number, grading: Grading): void {
  const random = new Random(seed, "shop");
  const replicas: (readonly Version[])[] = [[], []];
  const contexts: Vector[] = Array.from({ length: CLIENTS }, () => zero(CLIENTS));
  const known = Array.from({ length: CLIENTS }, () => new Set<string>());
  const replaced = new Map<string, ReadonlySet<string>>();
  for (let write = 0; write < 8; write++) {
    const [here, there] = [random.below(2), random.below(2)];
    if (random.chance(0.5)) {
      replicas[here] = combine(frozen([...replicas[here]!, ...replicas[there]!]));
    }
    const client = random.below(CLIENTS);
    if (random.chance(0.6)) {
      for (const { value, stamp } of replicas[random.below(2)]!) {
        contexts[client] = merge(contexts[client]!, stamp);
        for (const each of [value, ...replaced.get(value)!]) known[client]!.add(each);
      }
    }
    const value = `w${write}`;
    replaced.set(value, new Set(known[client]));
    const after = put(frozen(replicas[here]!), frozen(contexts[client]!), client, value);
    const written = after.find((each) => each.value === value);
    const words = `what was written is among the versions, not ${names(after)}`;
    grading.expect(written !== undefined, words);
    replicas[here] = after;
    contexts[client] = merge(contexts[client]!, written!.stamp);
    known[client]!.add(value);
    assertRight(after, replaced, `replica ${here} after write ${value} (seed ${seed})`, grading);
  }
  const all = combine(frozen(replicas.flat()));
  assertRight(all, replaced, `all replicas together (seed ${seed})`, grading);
  const lost = [...replaced.keys()].filter((value) =>
    !all.some((kept) => kept.value === value || replaced.get(kept.value)!.has(value))
  );
  const where = `where ${names(all)} are kept (seed ${seed})`;
  grading.equal(lost, [], `writes that are neither kept nor superseded, ${where}`);
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
      grading.expect(
        !replaced.get(b.value)!.has(a.value),
        `${a.value} is kept beside ${b.value}, whose writer knew it: ${names(versions)}, ${where}`,
      );
      const both = names([a, b]).join(" and ");
      const words = `siblings ${both} are neither before nor after each other; ${where}; they`;
      grading.equal(compare(a.stamp, b.stamp), "concurrent", words);
    }
  }
}
