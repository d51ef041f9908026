/** Part 7: servers of a chain that shrinks and grows. */

import type { Grow } from "../../exercises/06-chains/given.ts";
import { linkRules, linksBy, type State } from "./links.ts";

export const grow: Grow<State> = linksBy(linkRules);
