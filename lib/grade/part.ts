/**
 * What judging a part takes: its task from the text beside it, cases, drives, rules, and what code under
 * judgement may be shown. A suite imports it from here.
 *
 * @module
 */

export { drawn, drawnBy } from "./cases.ts";
export { reach, runFor, toTheEnd, unaided } from "./drives.ts";
export { frozen, shown } from "./frozen.ts";
export type { Grading } from "./grading.ts";
export { rehearse } from "./rehearse.ts";
export { atEachNode } from "./rules.ts";
export { type Task, task } from "./task.ts";
export { told } from "./told.ts";
export { Wrong } from "./wrong.ts";
