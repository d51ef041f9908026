/** The exercises of chapter 6 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/06-chains/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

/** Of these each seed has hundreds of scripts, and takes a second or two. */
const LONG = ["transfer", "grow", "craq"];

await testMoreSeeds(suite, (part) => LONG.includes(part) ? 50 : 200);
