/** The kits of the library, through the suite that takes any; see `apart.ts` for those of other files. */

import { otherKits } from "./apart.ts";
import { testKit } from "./suite.ts";

otherKits().forEach(testKit);
