/** The exercises of chapter 8 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/08-convergence/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, () => 200);
