/** The options of `deno task lab`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What the reader asked for. */
export interface LabOptions {
  /** Where JupyterLab listens. */
  readonly port: number;
  /** Whether it opens a browser. */
  readonly open: boolean;
}

/** What `--help` prints. */
export const labHelp = `${typed("lab")} [--port N] [--no-open]

Opens the chapters in JupyterLab, with the Deno kernel, for readers who change cells. Where there is
no JupyterLab, it installs one in the project's folder .venv, which takes Python 3.9 or later.

  --port N    where JupyterLab listens (8888)
  --no-open   open no browser
  --help      this text`;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseLab(args: readonly string[]): LabOptions {
  const { values } = parseCommandLine({
    purpose: "open JupyterLab",
    words: false,
    options: { port: defaulting(wholeNumber(1, 65_535), 8888), "no-open": flag() },
  }, args);
  return { port: values.port, open: !values["no-open"] };
}
