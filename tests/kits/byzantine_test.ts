/** The kits of consensus among liars, through the suite that takes any. */

import { kitsOf } from "./apart.ts";
import { testKit } from "./suite.ts";

kitsOf("byzantine").forEach(testKit);
