/**
 * Where a loop that never ends is. A page cannot look into a worker as a debugger looks into a process, so the code
 * runs once more with a note in each of its loops.
 *
 * @module
 */

import type { Node, Program } from "acorn";
import type { Edit } from "../cell_module.ts";

/** Hears of every turn of a loop: where it is, and in how many loops of the same file it lies. */
export type Watch = (place: string, depth: number) => void;

const isLoop = (node: Node) => /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);

/** What makes the loops of a file call a global `$loop`; no line moves. */
export function loopNotes(file: string, text: string, program: Program): Edit[] {
  const edits: Edit[] = [];
  const look = (node: Node, depth: number) => {
    if (isLoop(node)) edits.push(...notes(file, text, node as Loop, depth));
    const below = isLoop(node) ? depth + 1 : depth;
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string") look(child, below);
      }
    }
  };
  look(program, 0);
  return edits;
}

interface Loop extends Node {
  readonly body: Node;
}

function notes(file: string, text: string, { start, body }: Loop, depth: number): Edit[] {
  const line = text.slice(0, start).split("\n").length;
  const call = `$loop(${JSON.stringify(`${file}:${line}`)}, ${depth});`;
  if (body.type === "BlockStatement") {
    return [{ start: body.start + 1, end: body.start + 1, text: call }];
  }
  return [
    { start: body.start, end: body.start, text: `{ ${call} ` },
    { start: body.end, end: body.end, text: " }" },
  ];
}

/** How long turns are counted, and how many there are between two looks at the clock. */
const WINDOW_MS = 2000, TURNS = 4096;

/**
 * Counts turns, and tells after some time where it goes around: in the outermost of the loops that turn, and of
 * those alike in the one that turns least often, for others run within it.
 */
export function watchLoops(now: () => number, tell: (place: string) => void): Watch {
  const counts = new Map<string, { depth: number; turns: number }>();
  let turns = 0, since = now(), isFirst = true;
  return (place, depth) => {
    const known = counts.get(place);
    if (known === undefined) counts.set(place, { depth, turns: 1 });
    else known.turns++;
    if (++turns % TURNS !== 0 || now() - since < WINDOW_MS) return;
    const [found] = [...counts].toSorted(([, a], [, b]) => a.depth - b.depth || a.turns - b.turns);
    // What turned at the beginning may have ended since.
    if (!isFirst) tell(found![0]);
    isFirst = false;
    counts.clear();
    since = now();
  };
}
