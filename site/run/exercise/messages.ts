/** What the page of an exercise and the worker that judges its answers tell each other. @module */

import type { Pack } from "../../../lib/figure/explorer/packed.ts";
import type { PartResult } from "../../../lib/grade/suite.ts";
import type { Drawing } from "../../../tools/grade/page/page.ts";
import type { Places } from "../places.ts";

/** A part, as a page knows it. */
export interface PartHead {
  readonly number: number;
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly points: number;
}

/** What a page knows of an exercise. */
export interface ExerciseInfo {
  /** "01-replay". */
  readonly slug: string;
  readonly title: string;
  readonly parts: readonly PartHead[];
  /** The files that are given, by their names. */
  readonly given: readonly string[];
  /** What answers may import of the library besides what all may. */
  readonly mayImport: readonly string[];
  /** What stands in the files to fill in. */
  readonly starters: Readonly<Record<string, string>>;
  /** Where the suite is ("suite"), the given files ("given/office.ts"), and all else that answers may import. */
  readonly places: Places;
}

/** Has some parts judged; a worker takes one order. */
export interface GradeOrder {
  readonly home: string;
  readonly slug: string;
  /** The reader's files, by their names; what is not among them stands as it was handed out. */
  readonly files: Readonly<Record<string, string>>;
  /** The numbers of the parts. */
  readonly parts: readonly number[];
  /** Whether it is to be told where the code goes around in a loop. */
  readonly watchesLoops?: boolean;
}

/** A part as it was judged. */
export interface Judged {
  readonly result: PartResult;
  /** What is wrong, how it came about, and how the command sees it again; empty where it is done. */
  readonly explanation: string;
  /** The run that went wrong. */
  readonly recording?: Pack;
  /** What is drawn besides the run. */
  readonly drawing?: Drawing;
}

/** What the worker tells. */
export type GradeNews =
  | { readonly type: "begin"; readonly number: number; readonly largest?: string }
  /** A seed has been tried. */
  | { readonly type: "on" }
  /** What is judged from now on. */
  | { readonly type: "case"; readonly words: string }
  /** What was found to be wrong, while a smaller case is looked for. */
  | { readonly type: "found"; readonly words: string }
  /** Where the code goes around in a loop, and has for a while. */
  | { readonly type: "loop"; readonly place: string }
  | { readonly type: "print"; readonly text: string }
  | { readonly type: "judged"; readonly judged: Judged }
  /** The exercise itself could not be fetched. */
  | { readonly type: "lost"; readonly words: string }
  | { readonly type: "ended" };
