/** The exercises of chapter 15 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/15-multiraft/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, (part) => part === "store" ? 60 : 200);
