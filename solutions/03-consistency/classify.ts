/** Part 1: the strongest levels. @module */

import type { Answers } from "../../exercises/03-consistency/answers.ts";

export const classify: Answers["classify"] = () => ({
  A: "linearizable",
  B: "sequential", // the stale read comes first in the order
  C: "causal memory", // two readers see one write each and miss the other's
  D: "linearizable", // the first read overlaps with the write
  E: "PRAM", // process 2 sees the effect and not its cause, which it has of two writers
  F: "causal memory", // processes 2 and 3 see concurrent writes in two orders
  G: "none", // process 1 sees the writes of process 0 the wrong way round
  H: "sequential",
});
