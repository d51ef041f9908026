/** What can be asked of the store, and what comes of it. @module */

import type {
  Command,
  Operation,
  Refused,
  Result as Answer,
} from "hb/replicated/store/commands.ts";

export type {
  Command,
  Entries,
  Operation,
  RangeOperation,
  Transaction,
} from "hb/replicated/store/commands.ts";
export { faultOf, longest, mostEntries, mostEntryUnits } from "hb/replicated/store/limits.ts";

/**
 * What a command gives that was done: a get what is there, a cas whether it took place, a put and a
 * del `null`.
 */
export type ValueOf<C extends Command> = C extends Operation ? string | null | boolean
  : Exclude<Answer, Refused>;

/** What came of it. */
export type Result<V = string | null | boolean> =
  /** It was done. */
  | { readonly kind: "ok"; readonly value: V }
  /** It was not done. */
  | { readonly kind: "fail"; readonly why: string }
  /** It may have been done, or may yet be. */
  | { readonly kind: "unknown"; readonly why: string };
