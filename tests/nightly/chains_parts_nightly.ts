/** The exercises of chapter 6 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/06-chains/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, () => 200);
