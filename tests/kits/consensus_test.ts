/** The kits of consensus, through the suite that takes any. */

import { kitsOf } from "./apart.ts";
import { testKit } from "./suite.ts";

kitsOf("consensus").forEach(testKit);
