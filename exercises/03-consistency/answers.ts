/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Entire } from "./entire.ts";
import type { histories, Level, Memory, Session } from "./memory.ts";
import type { Handlers } from "./replica.ts";

/** One answer to each part. */
export interface Answers {
  classify(): Readonly<Record<keyof typeof histories, Level>>;
  order(history: Memory, a: number, b: number): boolean;
  readonly session: Session;
  linear(history: Memory): boolean;
  causal(history: Memory): boolean;
  readonly store: Handlers;
  readonly anywhere: Entire;
}
