/**
 * Work that takes a while says so: what is done, how far it is, and for how long. In a terminal that is one
 * line that changes, and elsewhere a plain line now and then, so that nobody waits before a silent screen.
 * It goes to the standard error, as the standard output is what was asked for.
 *
 * @module
 */

/** Where it is told, and by which clock. */
export interface Screen {
  /** Whether a line can be written over. */
  readonly terminal: boolean;
  write(text: string): void;
  nowMs(): number;
  columns(): number;
}

/** Work under way. */
export interface Doing {
  /** How far it is: "chapter 2 of 4, cell 7 of 61". */
  say(state: string): void;
  /** The same for work of many small steps: it is asked how far it is when it is time to tell. */
  sayOften(state: () => string): void;
  /** Prints a line for good. */
  tell(line: string): void;
  /** It is done, and nothing of it stays on the screen. */
  end(): void;
}

/** Does some work and tells of it meanwhile; whatever becomes of the work, nothing stays on the screen. */
export function telling<T>(words: string, run: (work: Doing) => T): T {
  const work = doing(words);
  try {
    return run(work);
  } finally {
    work.end();
  }
}

/** How long plain lines keep silent, and how soon and how often the line in a terminal changes, in ms. */
const plainMs = 8_000, soonMs = 300, oftenMs = 1_000;

/** Begins to tell of some work: "Building the book". Work that ends soon is not told of. */
export function doing(words: string, screen: Screen = standardError): Doing {
  const began = screen.nowMs();
  let state = "", shown = false, toldAt = began - (screen.terminal ? oftenMs - soonMs : 0);
  const erase = () => {
    if (shown) screen.write("\r\x1b[K");
    shown = false;
  };
  const show = () => {
    const seconds = Math.round((screen.nowMs() - began) / 1000);
    const line = `${words}${state === "" ? "" : `: ${state}`}, ${seconds} s`;
    toldAt = screen.nowMs();
    if (!screen.terminal) return screen.write(`${line}\n`);
    const short = line.length < screen.columns() ? line : `${line.slice(0, screen.columns() - 2)}…`;
    screen.write(`\r\x1b[K${short}`);
    shown = true;
  };
  const isDue = () => screen.nowMs() - toldAt >= (screen.terminal ? oftenMs : plainMs);
  const look = () => {
    if (isDue()) show();
  };
  // Work that lets nobody in between is told of when it says something.
  const timer = setInterval(look, soonMs);
  Deno.unrefTimer(timer);
  return {
    say(next) {
      const other = next !== state;
      state = next;
      if (other && shown) show();
      else look();
    },
    sayOften(next) {
      if (!isDue()) return;
      state = next();
      show();
    },
    tell(line) {
      erase();
      console.log(line);
    },
    end() {
      clearInterval(timer);
      erase();
    },
  };
}

const standardError: Screen = {
  get terminal() {
    return Deno.stderr.isTerminal();
  },
  write: (text) => void Deno.stderr.writeSync(new TextEncoder().encode(text)),
  nowMs: () => performance.now(),
  columns() {
    try {
      return Deno.consoleSize().columns;
    } catch {
      return 80;
    }
  },
};
