/** The exercises of chapter 7 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/07-quorums/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, () => 200);
