/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Entire } from "./entire.ts";
import type { Io, Patience, Register, State, Upon } from "./office.ts";

/** One answer to each part. */
export interface Answers {
  readonly ticket: Upon["ticket"];
  readonly patience: Patience;
  readonly register: Upon["register"];
  forget(s: State, event: Register): boolean;
  recover(io: Io, journal: readonly State[]): State;
  durable(plain: Upon): Upon;
  readonly backoff: Patience;
  readonly whole: Entire;
}
