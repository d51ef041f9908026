import text from "./quorums.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Sizes } from "../given.ts";

export const quorums = task<Answers>(text, ({ quorums }, grading) => {
  grading.againstReference(
    (sizes) => quorums.isSafe(sizes),
    isSafe,
    sizes(),
    (given) =>
      `whether ${
        inWords(given)
      } are safe: fewer than half down, e no more than f, and n ≥ 2e + f − 1 (Ryabinin, Gotsman and Sutra 2025, section 1)`,
  );
  const safe = function* () {
    yield { replicas: 5, failures: 2, fastFailures: 2 };
    yield { replicas: 5, failures: 2, fastFailures: 1 };
    yield* sizes().filter(isSafe);
  };
  grading.againstReference(
    (sizes) => quorums.slow(sizes),
    ({ replicas, failures }) => replicas - failures,
    safe(),
    (given) => `how many votes decide among ${inWords(given)}, so that those who are left can`,
  );
  grading.againstReference(
    (sizes) => quorums.fast(sizes),
    ({ replicas, fastFailures }) => replicas - fastFailures,
    safe(),
    (given) =>
      `how many must have found the same to decide at once among ${
        inWords(given)
      }, the coordinator included (Ryabinin, Gotsman and Sutra 2025, section 1)`,
  );
  grading.againstReference(
    ({ replicas, failures }) => quorums.mostFast(replicas, failures),
    ({ replicas, failures }) => {
      let e = failures;
      while (!isSafe({ replicas, failures, fastFailures: e })) e--;
      return e;
    },
    safe().filter(({ failures }) => failures < 10_000),
    ({ replicas: n, failures: f }) => `the greatest e that is safe with n = ${n} and f = ${f}`,
  );
  grading.againstReference(
    (sizes) => quorums.support(sizes),
    // Those who are heard are as few as can be among those who have found the same.
    ({ replicas, failures, fastFailures }) => (replicas - failures) - fastFailures,
    safe(),
    (given) =>
      `how many of the n − f that recovery hears have found the same, at least, if ${
        inWords(given)
      } had decided at once (figure 5: n − e have found the same then, and f, all of whom may be among them, are not heard)`,
  );
});

function inWords({ replicas, failures, fastFailures }: Sizes): string {
  return `n = ${replicas}, f = ${failures} and e = ${fastFailures}`;
}

function isSafe({ replicas, failures, fastFailures }: Sizes): boolean {
  return failures < replicas / 2 && fastFailures <= failures &&
    2 * fastFailures + failures - 1 <= replicas;
}

/** All small ones, the smallest first; then some larger ones. */
function* sizes(): Generator<Sizes> {
  for (let replicas = 1; replicas <= 12; replicas++) {
    for (let failures = 0; failures <= replicas; failures++) {
      for (let fastFailures = 0; fastFailures <= failures + 1; fastFailures++) {
        yield { replicas, failures, fastFailures };
      }
    }
  }
  yield* drawn(300, "sizes", (random) => large(random));
}

function large(random: Random): Sizes {
  const replicas = 13 + random.below(random.chance(0.3) ? 5000 : 60);
  const failures = random.below(Math.floor(replicas / 2) + 1);
  const most = Math.min(failures, Math.floor((replicas - failures + 1) / 2));
  return {
    replicas,
    failures,
    fastFailures: Math.max(0, most - random.below(3) + random.below(2)),
  };
}
