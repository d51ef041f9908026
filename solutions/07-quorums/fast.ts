/** Part 5: who has answered with the latest holds it. */

import type { Fast } from "../../exercises/07-quorums/given.ts";
import { asAsked, registerWith, type State, type Ways } from "./node.ts";

export const fastReads: Ways = { ...asAsked, isFast: true };

export const fast: Fast<State> = registerWith(fastReads);
