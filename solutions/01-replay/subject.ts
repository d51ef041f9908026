/** The reference answers. @module */

import type { Subject } from "../../exercises/01-replay/subject.ts";
import { backoff } from "./backoff.ts";
import { durable } from "./durable.ts";
import { forget } from "./forget.ts";
import { patience } from "./patience.ts";
import { start } from "./recover.ts";
import { register } from "./register.ts";
import { ticket } from "./ticket.ts";
import { whole } from "./whole.ts";

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
