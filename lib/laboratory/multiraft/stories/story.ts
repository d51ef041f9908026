/** What a story of a mistake is. @module */

import type { Change } from "../../../multiraft/storms.ts";

/** Says what is wrong when a change is made, if anything is. */
export type Story = (change?: Change) => string | undefined;
