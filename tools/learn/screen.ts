/** The screen as Ink draws it: the lines of a frame, and the keys that are pressed. @module */

// @ts-types="@types/react"
import { createElement, type ReactElement, useEffect, useState } from "react";
import { Box, Text, useInput, useStdout } from "ink";
import { lookOf } from "./styles.ts";
import type { Line } from "./text.ts";
import type { Happening } from "./update.ts";
import { frame } from "./view/frame.ts";
import type { Model } from "./model.ts";

/** What the screen shows, and whom it tells. */
export interface Screen {
  /** What is shown now. */
  model(): Model;
  /** Calls back whenever that changes; gives what ends it. */
  watch(changed: () => void): () => void;
  tell(happening: Happening): void;
  readonly colours: boolean;
}

/** The whole screen, at whatever size the terminal has. */
export function App({ screen }: { readonly screen: Screen }): ReactElement {
  const { columns, rows } = useSize();
  const [, redraw] = useState(0);
  useEffect(() => screen.watch(() => redraw((count) => count + 1)), [screen]);
  const { lines, mostScroll, page } = frame(screen.model(), columns, rows);
  useInput((input, key) => {
    const by = key.downArrow
      ? 1
      : key.upArrow
      ? -1
      : key.pageDown || input === " "
      ? page - 2
      : key.pageUp
      ? 2 - page
      : 0;
    const inList = screen.model().screen === "list" && Math.abs(by) === 1;
    if (by !== 0 && !inList) return screen.tell({ kind: "scroll", by, most: mostScroll });
    const name = key.upArrow
      ? "up"
      : key.downArrow
      ? "down"
      : key.return
      ? "return"
      : key.escape
      ? "escape"
      : key.ctrl && input === "c"
      ? "q"
      : key.ctrl || key.meta
      ? ""
      : input.toLowerCase();
    // Keys that come faster than they are read come together.
    for (const each of name.length > 1 && !named.has(name) ? name : [name]) {
      if (each !== "") screen.tell({ kind: "key", key: each });
    }
  });
  return createElement(
    Box,
    { flexDirection: "column" },
    ...lines.map((line, i) => createElement(Row, { key: i, line, colours: screen.colours })),
  );
}

const named: ReadonlySet<string> = new Set(["up", "down", "return", "escape"]);

function Row({ line, colours }: { line: Line; colours: boolean }): ReactElement {
  return createElement(
    Text,
    { wrap: "truncate-end" },
    ...line.map(({ text, style }, i) =>
      createElement(Text, { key: i, ...lookOf(style, colours) }, text)
    ),
    line.length === 0 ? " " : "",
  );
}

/** The size of the terminal, now and after each change. */
function useSize(): { columns: number; rows: number } {
  const { stdout } = useStdout();
  const read = () => ({ columns: stdout.columns, rows: stdout.rows });
  const [size, setSize] = useState(read);
  useEffect(() => {
    const changed = () => setSize(read());
    stdout.on("resize", changed);
    return () => void stdout.off("resize", changed);
  }, [stdout]);
  return size;
}
