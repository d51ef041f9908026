/** The exercises of chapter 18 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/18-wire/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, () => 200);
