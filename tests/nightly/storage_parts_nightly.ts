/** The exercises of chapter 17 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/17-storage/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

// An engine takes seconds for each seed.
await testMoreSeeds(suite, (part) => part === "engine" ? 50 : 200);
