/** The reference answers. @module */

import type { Subject } from "../../exercises/10-raft/subject.ts";
import { majority } from "./majority.ts";
import { terms } from "./terms.ts";
import { timeout } from "./timeout.ts";
import { voter } from "./voter.ts";
import { votes } from "./votes.ts";

export const subject: Subject = { terms, timeout, votes, majority, voter };
