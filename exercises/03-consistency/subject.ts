/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import { causal } from "./causal.ts";
import { classify } from "./classify.ts";
import { linear } from "./linear.ts";
import type { histories, Level, Memory, Session } from "./memory.ts";
import { order } from "./order.ts";
import type { Handlers } from "./replica.ts";
import { session } from "./session.ts";
import { store } from "./store.ts";

/** One answer to each part. */
export interface Subject {
  classify(): Readonly<Record<keyof typeof histories, Level>>;
  order(history: Memory, a: number, b: number): boolean;
  readonly session: Session;
  linear(history: Memory): boolean;
  causal(history: Memory): boolean;
  readonly store: Handlers;
}

export const subject: Subject = { classify, order, session, linear, causal, store };
