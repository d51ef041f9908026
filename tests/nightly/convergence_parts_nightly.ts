/** The exercises of chapter 8 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/08-convergence/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

/** Of the other parts each seed draws hundreds of scripts. */
const LARGE: readonly string[] = ["store"];

await testMoreSeeds(suite, (part) => LARGE.includes(part) ? 200 : 50);
