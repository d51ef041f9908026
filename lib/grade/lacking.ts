/** Where there is no answer to judge. @module */

import { NotDoneYet } from "./todo.ts";

/** Thrown when an answer is used whose file could not be loaded, or does not export it. */
export class NotLoaded extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "NotLoaded";
}

/** Whether what was thrown says that there is no answer: it is not begun, or could not be loaded. */
export function isLacking(thrown: unknown): thrown is NotDoneYet | NotLoaded {
  return thrown instanceof NotDoneYet || thrown instanceof NotLoaded;
}
