/** What the bugs of clocks have in common. @module */

import type { Bug, FoundBy } from "../../../kit/kit.ts";
import type { ClockChange } from "../storms.ts";

/** Bugs of one clock by what is wrong. */
export type ClockBugs<C> = Readonly<Record<string, Bug<ClockChange<C>>>>;

/** Found by every order of a few events. */
export const byEvents: FoundBy = { by: "instance", instance: "a few events" };

/** Found by every order of a few events and a crash. */
export const byCrash: FoundBy = { by: "instance", instance: "a crash" };
