/** The reference answers. @module */

import type { Subject } from "../../exercises/02-time/subject.ts";
import { before } from "./before.ts";
import { commit } from "./commit.ts";
import { delivery } from "./delivery.ts";
import { hybrid } from "./hybrid.ts";
import { lamport } from "./lamport.ts";
import { marzullo } from "./marzullo.ts";
import { siblings } from "./siblings.ts";
import { vectors } from "./vectors.ts";

export const subject: Subject = {
  before,
  lamport,
  vectors,
  siblings,
  delivery,
  hybrid,
  marzullo,
  commit,
};
