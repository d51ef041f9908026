import text from "./balancing.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Balancer } from "../given.ts";
import { counting } from "./balancing_counts.ts";
import { loads } from "./balancing_loads.ts";
import { picking } from "./balancing_picks.ts";
import type { Promised } from "./balancing_promise.ts";
import { unlike } from "./saying.ts";

export const balancing = task<Answers>(text, ({ balancing }, grading) => {
  for (const seed of grading.seeds(3)) {
    for (const promise of [...counting, ...picking, ...loads]) {
      grading.busyWith(() => promise.words);
      judge((nth = 0) => balancing.begin(new Random(seed, nth)), promise, seed, grading);
    }
  }
});

function judge(
  begin: (nth?: number) => Balancer,
  { words, must = "what the next line says", why, breach }: Promised,
  seed: number,
  grading: Grading,
): void {
  let came: string | undefined;
  try {
    came = breach(begin);
  } catch (thrown) {
    if (isLacking(thrown)) throw thrown;
    grading.asked(() => {
      throw thrown;
    }, () => `asked: ${words} (seed ${seed})\n  came`);
  }
  if (came === undefined) return;
  unlike({ asked: `${words} (seed ${seed})`, came, must, why });
}
