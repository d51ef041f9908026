/** The exercises of chapter 04 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/04-failure/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, (part) => part === "swim" ? 60 : 200);
