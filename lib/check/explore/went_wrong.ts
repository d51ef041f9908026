/**
 * What a system's own functions throw while it is explored: told with what threw it, the state in which it
 * did, and the way there.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { type Path, pathTo } from "./path.ts";
import type { Search } from "./search.ts";
import { Interrupted, Thrown } from "./thrown.ts";

/** The error that ended an exploration, with the state in which it came about, and the way there. */
export function wentWrong(error: unknown): unknown {
  const lost = error instanceof Interrupted;
  const cause = lost ? error.cause : error;
  if (!lost && !(cause instanceof Thrown)) return error;
  const { what, thrown } = cause instanceof Thrown ? cause : { what: undefined, thrown: cause };
  const way = lost ? wayTo(error.search as Search<unknown, unknown>, error.state) : [];
  const [message, options] = [[messageOf(what, thrown), ...way].join("\n"), { cause: thrown }];
  if (thrown instanceof TypeError) return new TypeError(message, options);
  return thrown instanceof RangeError
    ? new RangeError(message, options)
    : new Error(message, options);
}

/** What the book's own checks say stands as it is; anything else is what the system threw. */
function messageOf(what: string | undefined, thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message.startsWith("Cannot ")) {
    return what === undefined ? message : `${message} (by ${what})`;
  }
  if (what === undefined) return message;
  const name = thrown instanceof Error ? `${thrown.name}: ` : "";
  return `Cannot explore because ${what} must not throw: given ${name}${message}`;
}

/** The most steps that are told. */
const most = 30;

function wayTo<State, Action>(search: Search<State, Action>, state: number): string[] {
  if (state < 0) return ["  in an initial state"];
  const path: Path<State, Action> = pathTo(search, state);
  const told = path.map(({ action }, i) => `  ${String(i).padStart(4)}  ${words(search, action)}`);
  const hidden = told.length - most;
  const shown = hidden <= 0 ? told : [`  … ${hidden} steps …`, ...told.slice(-most)];
  return [`  in the state ${encode(path.at(-1)!.state)}`, "  after", ...shown];
}

function words<State, Action>(
  { space }: Search<State, Action>,
  action: Action | undefined,
): string {
  if (action === undefined) return "at first";
  return space.words?.(action) ?? (typeof action === "string" ? action : encode(action));
}
