/** Part 8. A broadcast, from an empty page. */

import { type Broadcast, todo } from "./given.ts";

/** Your broadcast. */
export const broadcast: Broadcast = {
  protocol: (_rules) => todo("part 8, the protocol"),
};
