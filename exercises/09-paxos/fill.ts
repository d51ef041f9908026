/** Part 8. The window, and what goes into a slot. @module */

import { type Fill, todo } from "./given.ts";

/**
 * Which of the commands that wait a leader proposes now, and how: the first batch goes into the slot `next`, the second into the
 * one after it, and so on. What is in no batch goes on waiting.
 *
 * - A leader proposes in no slot that is more than α = `window` after the last one that it has executed.
 * - Commands keep their order. A slot gets at least one and at most `maxCommands`, and no more than `maxBytes` together; a command
 *   that is longer than that goes alone. Each slot gets as many as it may.
 * - Nothing that may go now waits.
 */
export const fill: Fill = (_leader, _limits) => todo("part 8, fill");
