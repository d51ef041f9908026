import text from "./roots.md" with { type: "text" };
import { drawnBy, type Grading, shown, task, told } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Freed, Root, Roots } from "../given.ts";
import { commits } from "./committing.ts";
import { asking, unlike } from "./saying.ts";

export const roots = task<Answers>(text, ({ roots }, grading) => {
  grading.forAll(pairs(), (each) => chooses(roots, each, grading));
  grading.forAll(
    drawnBy(grading, 600, "freed", aCase),
    (each) => reuses(roots, each, grading),
    smaller,
  );
  commits(roots, grading);
});

function* pairs(): Generator<readonly [Root | undefined, Root | undefined]> {
  const numbers = [undefined, 0, 1, 2, 9, 10, 99, 100, 2 ** 31, 2 ** 31 + 1, 2 ** 40, 2 ** 40 + 1];
  const root = (transaction: number | undefined): Root | undefined =>
    transaction === undefined ? undefined : { transaction, page: 2 + transaction % 7 };
  for (const even of numbers) {
    for (const odd of numbers) {
      if ((even ?? 0) % 2 === 0 && (odd ?? 1) % 2 === 1) yield [root(even), root(odd)];
    }
  }
}

function chooses(
  roots: Roots,
  pair: readonly [Root | undefined, Root | undefined],
  grading: Grading,
) {
  const words = pair.map((root, page) =>
    `page ${page} has ${
      root === undefined ? "no good root" : `the root of transaction ${root.transaction}`
    }`
  );
  const asked = `${words.join(", ")}. Which counts?`;
  const [even, odd] = pair.map((root) => root?.transaction ?? -1) as [number, number];
  const must = even < 0 && odd < 0 ? undefined : even > odd ? 0 : 1;
  const tell = (page: unknown) => page === undefined ? "none" : `that on page ${told(page)}`;
  const right = () => ({ asked, must: tell(must), why: LATEST });
  const came = asking(grading, right, () => roots.choose(shown(pair)));
  if (came !== must) unlike({ ...right(), came: tell(came) });
}

interface Case {
  readonly freed: readonly Freed[];
  readonly readers: readonly number[];
  readonly durable: number;
}

function aCase(random: Random, at: number): Case {
  const last = 3 + at % 12, far = random.chance(0.1) ? 300 : 0;
  const freed = Array.from({ length: last }, (_, i): Freed => ({
    transaction: far + i + 1,
    pages: Array.from({ length: random.below(3) }, (_, nth) => 2 + 3 * i + nth),
  }));
  const readers = Array.from({ length: random.below(4) }, () => far + random.below(last + 1));
  const durable = far + last - random.below(3);
  return { freed: random.chance(0.5) ? freed : freed.reverse(), readers, durable };
}

function* smaller(given: Case): Generator<Case> {
  for (const field of ["freed", "readers"] as const) {
    for (let at = 0; at < given[field].length; at++) {
      yield { ...given, [field]: (given[field] as unknown[]).toSpliced(at, 1) };
    }
  }
}

function reuses(roots: Roots, { freed, readers, durable }: Case, grading: Grading): void {
  const words = freed.map(({ transaction, pages }) =>
    `transaction ${transaction} has freed ${
      pages.length === 0 ? "no page" : `pages ${pages.join(", ")}`
    }`
  );
  const asked = `${words.join("; ") || "nothing is freed"}. Readers: ${
    readers.length === 0 ? "none" : `of transactions ${readers.join(", ")}`
  }; durable: ${durable}. Which pages may be written over?`;
  const needed = (freedBy: number) => [...readers, durable].find((each) => each < freedBy);
  const must = freed.flatMap(({ transaction, pages }) =>
    needed(transaction) === undefined ? pages : []
  );
  const came = asking(
    grading,
    () => ({ asked, must: must.join(", ") || "none", why: FREE }),
    () => roots.reusable(shown(freed), shown(readers), durable),
  );
  const numbers = Array.isArray(came) ? [...came].sort((a, b) => a - b) : undefined;
  must.sort((a, b) => a - b);
  if (numbers?.join() === must.join()) return;
  const early = freed.find(({ pages }) =>
    pages.some((page) => numbers?.includes(page) && !must.includes(page))
  );
  const by = early === undefined ? undefined : needed(early.transaction);
  unlike({
    asked,
    came: numbers === undefined ? told(came) : numbers.join(", ") || "none",
    must: must.join(", ") || "none",
    why: by === undefined
      ? "no tree has them that is read, or to which a crash may lead back; a file in which they " +
        "are not used again only grows"
      : `what transaction ${
        early!.transaction
      } has freed is still in the tree of transaction ${by}, ` +
        (readers.includes(by) ? "which is read (section 17.10)" : "to which a crash may lead " +
          "back (section 17.10)"),
  });
}

const LATEST =
  "the latest transaction whose root is good: what it needs was durable before its root was written";
const FREE = "pages that no tree has which is read, or to which a crash may lead back";
