/** What the bugs of stores have in common. @module */

import type { Bug, FoundBy } from "../../../kit/kit.ts";
import type { ProgramName } from "../instances.ts";
import type { StoreProtocol } from "../stores.ts";

/** Bugs by what is wrong; each is a whole protocol in the place of the store's own. */
export type StoreBugs = Readonly<Record<string, Bug<StoreProtocol>>>;

/** Found by every order of events of a program. */
export const byProgram = (instance: ProgramName): FoundBy => ({ by: "instance", instance });
