/** Part 5. No answer before its question: causal broadcast. @module */

import { type Board, todo } from "./events.ts";

/**
 * Upon `news`: show the text, by pushing it to `s.shown`, as soon as everything that its publisher had
 * seen has been shown here, and not before. `s.seen[n]` counts the news of node n that has been shown.
 * What cannot be shown yet waits in `s.waiting`; showing one thing may allow others. What has been shown
 * does not go on waiting there. The network delays and duplicates, and loses nothing. News is told apart
 * by its stamps: a text says nothing, and the same may be published again.
 *
 * Publishing is given: a node shows its own news at once, counts it in `s.seen`, and stamps it with a
 * copy of `s.seen`.
 */
export const delivery: Board["upon"]["news"] = (_s, _news, _io) => todo("part 5, upon news");
