/** Part 5. At birth and after a crash: begin where the journal ends. @module */

import { todo } from "hb/grade/todo.ts";
import type { Answers } from "./answers.ts";

/**
 * The `start` of a node. The journal holds whole states, oldest first; at birth it is empty. Give back the
 * state to go on with, and see to it that every call that is open gets its ticket in the end, though a crash
 * takes more than memory.
 *
 * You have: `initialState`, `ask` and `PATIENCE_MS` of office.ts, and `io.wait`. Where calls are open, the
 * timer is set afterwards, with `attempt` 0 and for a second at most; whether the branch also asks at once,
 * once for each, is up to you. Where none is open, nothing is asked and no timer is set.
 */
export const recover: Answers["recover"] = (_io, _journal) => todo("part 5, start");
