/** The kits of transactions, through the suite that takes any. */

import { kitsOf } from "./apart.ts";
import { testKit } from "./suite.ts";

kitsOf("transactions").forEach(testKit);
