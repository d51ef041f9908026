/**
 * How commands are written in what the tools print: in the form in which the reader began. Whoever has no
 * Deno on the PATH cannot type `deno task grade 01`; the wrapper `hb` says in HB_COMMAND how it was called,
 * and npx can be told by what npm leaves in the environment.
 *
 * @module
 */

import { variable } from "./variable.ts";

/** The form for whoever has Deno, and in whatever is written for others to keep. */
export const usualForm = "deno task";

/** A command as this reader types it: "grade 01" is "./hb grade 01" for one, "deno task grade 01" for another. */
export function typed(command: string): string {
  return `${form()} ${command}`;
}

/** What this reader types before the name of a command. */
export function form(): string {
  const given = variable("HB_COMMAND");
  if (given !== undefined && given !== "") return given;
  return variable("npm_command") === "exec" ? `npx -y deno@${Deno.version.deno} task` : usualForm;
}

/** From here on commands are written in the usual form, also by all that is started: for tests and chapters. */
export function typeAsUsual(): void {
  Deno.env.set("HB_COMMAND", usualForm);
}
