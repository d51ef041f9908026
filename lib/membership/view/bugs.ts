/** Mistakes in virtual synchrony that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { type Diary, diary } from "./diary.ts";
import { inViews } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
}

/** A group whose members keep diaries of their last two views, with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State<Diary, string>, Message<string>, Timer, Saved<string>> {
  return inViews(diary(2), { ...usual, ...settings }, rules);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {};
