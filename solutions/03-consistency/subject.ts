/** The reference answers. @module */

import type { Subject } from "../../exercises/03-consistency/subject.ts";
import { causal } from "./causal.ts";
import { classify } from "./classify.ts";
import { linear } from "./linear.ts";
import { order } from "./order.ts";
import { session } from "./session.ts";
import { store } from "./store.ts";

export const subject: Subject = { classify, order, session, linear, causal, store };
