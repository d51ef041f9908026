/** What stands in a stub until its reader has written something better. @module */

/** Thrown by a stub: this is not wrong, it has not been begun. */
export class NotDoneYet extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "NotDoneYet";
}

/**
 * Stands for code that is still to be written; `what` names it.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { NotDoneYet, todo } from "hb/grade/todo.ts";
 *
 * assertThrows(() => todo("the reply handler"), NotDoneYet, "the reply handler");
 * ```
 */
export function todo(what: string): never {
  throw new NotDoneYet(`not done yet: ${what}`);
}
