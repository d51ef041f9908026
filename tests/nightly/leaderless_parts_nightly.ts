/** The exercises of chapter 12 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/12-leaderless/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

// The other parts draw nothing from seeds.
const drawn = ["agrees", "endures"];
await testMoreSeeds(suite, (part) => drawn.includes(part) ? 200 : 0);
