/** The kits of ranges of keys, through the suite that takes any. */

import { kitsOf } from "./apart.ts";
import { testKit } from "./suite.ts";

kitsOf("ranges").forEach(testKit);
