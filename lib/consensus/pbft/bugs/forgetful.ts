/** Mistakes of those who say something before they have saved it. @module */

import { type Bug, byStorm } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";

/** The mistakes. */
export const forgetful: Readonly<Record<string, Bug<Change>>> = {
  "what it accepts is not saved": {
    words:
      "A replica that comes back does not know which batches it has accepted, and accepts others.",
    change: { rules: { saves: (saved) => saved.type === "accepted" ? null : saved } },
    breaks: "accepts once",
    foundBy: byStorm("an equivocating primary and restarts", 3),
  },
  "what is prepared is not saved": {
    words:
      "A replica that comes back does not know what was prepared, and hides it when the view changes.",
    change: {
      rules: { saves: (saved) => saved.type === "prepared" ? null : saved },
    },
    breaks: "what is committed survives",
    foundBy: byStorm("an equivocating primary and restarts", 5),
  },
  "a proxy gives a number twice": {
    words:
      "A proxy that comes back counts from 1 again, and takes an old answer for that to what it asks now.",
    change: { rules: { saves: (saved) => saved.type === "asked" ? null : saved } },
    breaks: "linearizability",
    foundBy: byStorm("proxies crash", 7),
  },
  "the view is not saved": {
    words:
      "A replica that comes back takes part in the first view again, although it has signed that it would not.",
    change: {
      rules: {
        saves: (saved) => saved.type === "viewChange" || saved.type === "newView" ? null : saved,
      },
    },
    breaks: "what is committed survives",
    foundBy: byStorm("a late beginning", 8),
  },
};
