/** The kit of PBFT, through the suite that takes any. */

import { kitsOf } from "./apart.ts";
import { testKit } from "./suite.ts";

kitsOf("pbft").forEach(testKit);
