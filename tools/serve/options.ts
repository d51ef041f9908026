/** The options of `deno task start`. @module */

/** What the reader asked for. */
export interface StartOptions {
  readonly port: number;
  /** Whether the book is served when it is built. */
  readonly serves: boolean;
  /** Whether unchanged chapters run too. */
  readonly all: boolean;
}

/** What `--help` prints. */
export const startHelp = `deno task start [--port N] [--no-serve] [--all]

Runs the chapters that have changed since their last run, builds the book, and serves it on this machine.

  --port N     where it is served (8000)
  --no-serve   only run and build
  --all        run unchanged chapters, too
  --help       this text`;

/** Reads the command line; throws with a plain line where it makes no sense. */
export function parseStart(args: readonly string[]): StartOptions {
  let port = 8000;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--no-serve" || arg === "--all") continue;
    if (arg !== "--port") {
      throw new Error(
        `Cannot start as options must be among --port N, --no-serve, --all: given "${arg}"`,
      );
    }
    const text = args[++i];
    port = Number(text);
    if (text === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(
        `Cannot start as --port must be a number from 1 to 65535: given ${text ?? "nothing"}`,
      );
    }
  }
  return { port, serves: !args.includes("--no-serve"), all: args.includes("--all") };
}
