/** Part 3: who writes asks first. */

import type { Many } from "../../exercises/07-quorums/given.ts";
import { asAsked, registerWith, type State } from "./node.ts";

export const many: Many<State> = registerWith(asAsked);
