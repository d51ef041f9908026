/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import { causal } from "./causal.ts";
import { classify, type histories } from "./classify.ts";
import { linear } from "./linear.ts";
import type { Level, Memory } from "./memory.ts";
import { order } from "./order.ts";
import { type Session, session } from "./session.ts";
import { store } from "./store.ts";

/** One answer to each part. */
export interface Subject {
  classify(): Readonly<Record<keyof typeof histories, Level>>;
  order(history: Memory, a: number, b: number): boolean;
  readonly session: Session;
  linear(history: Memory): boolean;
  causal(history: Memory): boolean;
  readonly store: typeof store;
}

export const subject: Subject = { classify, order, session, linear, causal, store };
