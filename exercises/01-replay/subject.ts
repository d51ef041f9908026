/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import { backoff } from "./backoff.ts";
import { durable } from "./durable.ts";
import type { Entire } from "./entire.ts";
import { forget } from "./forget.ts";
import type { Io, Patience, Register, State, Upon } from "./office.ts";
import { patience } from "./patience.ts";
import { start } from "./recover.ts";
import { register } from "./register.ts";
import { ticket } from "./ticket.ts";
import { whole } from "./whole.ts";

/** One answer to each part. */
export interface Subject {
  readonly ticket: Upon["ticket"];
  readonly patience: Patience;
  readonly register: Upon["register"];
  forget(s: State, event: Register): boolean;
  start(io: Io, journal: readonly State[]): State;
  durable(plain: Upon): Upon;
  readonly backoff: Patience;
  readonly whole: Entire;
}

export const subject: Subject = {
  ticket,
  patience,
  register,
  forget,
  start,
  durable,
  backoff,
  whole,
};
