/** The options of `deno task lab`. @module */

/** What the reader asked for. */
export interface LabOptions {
  /** Where JupyterLab listens. */
  readonly port: number;
  /** Whether it opens a browser. */
  readonly open: boolean;
}

/** What `--help` prints. */
export const labHelp = `deno task lab [--port N] [--no-open]

Opens the chapters in JupyterLab, with the Deno kernel, for readers who change cells. Where there is
no JupyterLab, it installs one in the project's folder .venv, which takes Python 3.9 or later.

  --port N    where JupyterLab listens (8888)
  --no-open   open no browser
  --help      this text`;

/** Reads the command line; throws with a plain line where it makes no sense. */
export function parseLab(args: readonly string[]): LabOptions {
  let port = 8888;
  let open = true;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--no-open") {
      open = false;
    } else if (arg === "--port") {
      port = Number(args[++i]);
      if (Number.isInteger(port) && port > 0 && port < 65_536) continue;
      throw new Error(
        `Cannot open JupyterLab as --port must be a number from 1 to 65535: given ${
          args[i] ?? "none"
        }`,
      );
    } else {
      throw new Error(
        `Cannot open JupyterLab as options must be --port N or --no-open: given "${arg}"`,
      );
    }
  }
  return { port, open };
}
