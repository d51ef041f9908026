/** Part 6: the servers of part 7, whom nobody joins. */

import type { Failures } from "../../exercises/06-chains/given.ts";
import { linkRules } from "./link_rules.ts";
import { linksBy, type State } from "./links.ts";

const { whole: _, ...links } = linksBy(linkRules);

export const failures: Failures<State> = links;
