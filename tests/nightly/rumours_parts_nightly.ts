/** The exercises of chapter 5 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/05-rumours/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, () => 200);
