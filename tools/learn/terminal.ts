/** The reader's terminal: a screen of its own that is painted as a whole, and keys as they are pressed. @module */

import { keysOf } from "./keys.ts";
import { styled } from "./styles.ts";
import { fit, type Line, sanitize } from "./text.ts";

/** How much room there is. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal that is being used. */
export interface Terminal {
  size(): Size;
  /** Shows these lines, from the top, and nothing else. */
  paint(lines: readonly Line[]): void;
  /** Leaves it as it was found. */
  close(): void;
}

/** What the terminal tells. */
export interface Listener {
  key(key: string): void;
  /** It has another size now. */
  resized(): void;
  /** There is nobody any longer: the terminal is gone, or a signal asks to end. */
  gone(): void;
}

/** What stands for a size that the terminal does not tell. */
const USUAL: Size = { columns: 80, rows: 24 };

/** The alternate screen without cursor, on which long lines are cut: what was there before comes back. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l";
const LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/** Begins and ends a picture, which terminals that know of it show at once. */
const BEGIN = "\x1b[?2026h\x1b[H";
const END = "\x1b[J\x1b[?2026l";

/** Takes the terminal for this process; ending the process in any way gives it back. */
export function openTerminal(colours: boolean, listener: Listener): Terminal {
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    write(LEAVE);
    quietly(() => Deno.stdin.setRaw(false));
  };
  // Whatever ends the process unasked comes by one of these.
  for (const end of ["unload", "error", "unhandledrejection"]) addEventListener(end, close);
  listen("SIGWINCH", () => listener.resized());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    listen(signal, () => listener.gone());
  }
  Deno.stdin.setRaw(true);
  write(ENTER);
  read(listener);
  return {
    size: sizeOfTerminal,
    paint(lines) {
      if (isOpen) write(picture(lines, sizeOfTerminal(), colours));
    },
    close,
  };
}

/** What draws the lines, each over the one that was there. */
export function picture(lines: readonly Line[], { columns, rows }: Size, colours: boolean): string {
  const painted = lines.slice(0, rows).map((line) => {
    const clean = line.map(({ text, style }) => ({ text: oneLine(text), style }));
    const pieces = fit(clean, columns).map(({ text, style }) => styled(text, style, colours));
    return `\x1b[2K${pieces.join("")}`;
  });
  return BEGIN + painted.join("\r\n") + END;
}

function oneLine(text: string): string {
  return sanitize(text).replaceAll("\n", " ");
}

/** A size that can be drawn at: a terminal that does not tell its size gets the usual one. */
export function usable({ columns, rows }: Size): Size {
  return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
}

function sizeOfTerminal(): Size {
  try {
    return usable(Deno.consoleSize());
  } catch {
    return USUAL;
  }
}

async function read({ key, gone }: Listener): Promise<void> {
  try {
    for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      for (const each of keysOf(text)) key(each);
    }
  } catch {
    // As good as its end.
  }
  gone();
}

function write(text: string): void {
  quietly(() => {
    let rest = new TextEncoder().encode(text);
    while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
  });
}

/** Windows has fewer signals. */
function listen(signal: Deno.Signal, heard: () => void): void {
  quietly(() => Deno.addSignalListener(signal, heard));
}

/** Does what may fail because the terminal is gone, and then does not matter. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Nobody is there to be told.
  }
}
