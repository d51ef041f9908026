/** Mistakes in PBFT that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Rules } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** PBFT with a change. */
export function protocolWith(
  { rules = {}, options = {}, protocol = {} }: Change = {},
  usual: Options,
): Protocol<State, Message, Timer, Saved> {
  const all = { ...usual, ...options, rules: { ...usual.rules, ...rules } };
  return changed(pbft(all), protocol);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {};
