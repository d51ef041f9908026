/** Mistakes where replicas and clients go by codes. @module */

import { type Bug, byStorm } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";

/** The mistakes. */
export const bugsOfCodes: Readonly<Record<string, Bug<Change>>> = {
  "one claim is enough": {
    words:
      "With codes, a new view goes on from what one replica claims that has prepared it, and nobody vouches for it.",
    change: { rules: { vouches: (count) => count > 0 } },
    breaks: "what is committed survives",
    foundBy: { by: "instance", instance: "a false claim" },
  },
  "never wants a signature": {
    words:
      "With codes, a primary proposes what has codes that are right for it and wrong for the others, view after view.",
    change: { rules: { wantsSignature: () => false } },
    breaks: "progress",
    foundBy: byStorm("codes that are right for one", 1),
  },
};
