/** Part 7: servers of a chain that shrinks and grows. */

import type { Grow } from "../../exercises/06-chains/given.ts";
import { linkRules } from "./link_rules.ts";
import { linksBy, type State } from "./links.ts";

export const grow: Grow<State> = linksBy(linkRules);
