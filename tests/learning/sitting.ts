/** A reader at a terminal: keys go in, and what is on the screen comes out. */

import { assert } from "@std/assert";

/** How long anything may take until the test is given up, in ms. */
const PATIENCE_MS = 120_000;

/** Before and behind each screen. */
const BEGIN = "\x1b[?2026h", END = "\x1b[?2026l";

/** What makes text coloured. */
// deno-lint-ignore no-control-regex -- what steers a terminal begins with ESC
export const colour: RegExp = /\x1b\[3[0-7]m/;

/** Whether there is the program that gives a command a terminal of its own. */
export const hasTerminal: boolean = Deno.build.os === "linux" && await works("script", "--version");

async function works(program: string, ...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output())
      .success;
  } catch {
    return false;
  }
}

/** The command in a terminal of 100 columns and 40 rows. */
export class Sitting {
  readonly #process: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  /** Everything that was written to the terminal. */
  raw = "";
  #seen = 0;

  constructor(folder: string, env: Record<string, string> = {}, ...args: string[]) {
    const run = [Deno.execPath(), "run", "-A", "tools/learn.ts", ...args].join(" ");
    this.#process = new Deno.Command("script", {
      args: ["-qec", `tty; stty cols 100 rows 40; exec ${run}`, "/dev/null"],
      cwd: folder,
      // As it may be where this runs; to a reader it makes no difference.
      env: { CI: "true", TERM: "xterm-256color", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#keys = this.#process.stdin.getWriter();
    this.#reading = this.#read(this.#process.stdout);
  }

  async #read(stdout: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const chunk of stdout.pipeThrough(new TextDecoderStream())) this.raw += chunk;
  }

  /** Waits until `words` are on the screen, drawn after the last key or save; gives that screen. */
  async until(words: string): Promise<string> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const text = shown(this.raw.slice(this.#seen));
      if (text.includes(words)) return text;
      assert(Date.now() < end, `"${words}" did not appear; on the screen is\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits until the screen has so many rows; gives them. */
  async untilRows(rows: number): Promise<string[]> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const shownRows = shown(this.raw.slice(this.#seen)).split("\n");
      if (shownRows.length === rows && shownRows.at(-1)!.includes("q quit")) return shownRows;
      assert(Date.now() < end, `${rows} rows did not appear, but ${shownRows.length}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** From here on only what is drawn anew counts. */
  async after(action: () => Promise<void>): Promise<void> {
    this.#seen = this.raw.length;
    await action();
  }

  /** Presses a key. */
  async press(key: string): Promise<void> {
    await this.after(() => this.#keys.write(new TextEncoder().encode(key)));
  }

  /** Gives the terminal another size, as by dragging a window. */
  async resize(columns: number, rows: number): Promise<void> {
    const [tty] = this.raw.split("\r\n");
    const args = ["-F", tty!, "cols", `${columns}`, "rows", `${rows}`];
    await this.after(async () => {
      assert((await new Deno.Command("stty", { args }).output()).success);
    });
  }

  /** Quits, by this key, and waits for the end; gives the exit code. */
  async quit(key = "q"): Promise<number> {
    await this.press(key);
    const { code } = await this.#process.status;
    await this.#reading;
    await this.#keys.close().catch(() => {});
    return code;
  }

  /** Ends it, however it stands: for when a test has failed. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.#process.status;
    await this.#reading;
    await this.#keys.close().catch(() => {});
  }
}

/** The last screen that was drawn whole: all of its lines are drawn each time, and come in pieces. */
function shown(raw: string): string {
  const end = raw.lastIndexOf(END);
  const begin = end < 0 ? end : raw.lastIndexOf(BEGIN, end);
  if (begin < 0) return "";
  const bare = raw.slice(begin, end);
  // deno-lint-ignore no-control-regex -- what steers a terminal begins with ESC
  return bare.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
}
