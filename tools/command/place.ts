/**
 * Where the reader stands. `deno task` runs every command in the root of the project, and says in INIT_CWD
 * where it was typed: paths on the command line are meant from there, and paths that are printed open there.
 *
 * @module
 */

import { isAbsolute, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot as root } from "../run/locate.ts";
import { variable } from "./variable.ts";

/** Goes to where the command was typed, so that every path means what it means to the reader. */
export function standWithReader(): void {
  const typedIn = variable("INIT_CWD");
  if (typedIn === undefined || Deno.realPathSync(".") !== Deno.realPathSync(root)) return;
  Deno.chdir(typedIn);
  // What is started from here gets paths that are meant from where it is started.
  forgetReader();
}

/** What is started from here does not know where the command was typed: tests stand where they are put. */
export function forgetReader(): void {
  Deno.env.delete("INIT_CWD");
}

/** A page or picture as a terminal opens it with a click, and a browser when it is pasted. */
export function linkTo(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** A file or folder of the project, or one that was named, seen from where the reader stands. */
export function seenFromHere(path: string): string {
  const short = relative(Deno.cwd(), resolve(path));
  // Up and down again is harder to read than the whole.
  const far = short.startsWith(`..`) &&
    short.split(/[\\/]/).filter((part) => part === "..").length > 2;
  return short === "" ? "." : far || isAbsolute(short) ? resolve(path) : short;
}
