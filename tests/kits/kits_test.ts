/** The kits of the library, through the suite that takes any. */

import { kits } from "hb/laboratory/kits.ts";
import { testKit } from "./suite.ts";

for (const kit of kits.values()) testKit(kit);
