/** Part 2: a node that need not ask for the latest tag, as nobody else writes. */

import type { Single } from "../../exercises/07-quorums/given.ts";
import { asAsked, registerWith, type State, type Ways } from "./node.ts";

export const oneWriter: Ways = { ...asAsked, asksFirst: false };

export const single: Single<State> = registerWith(oneWriter);
