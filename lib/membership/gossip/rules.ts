/** The decisions that gossip rests on, one by one, so that each can be made wrongly. @module */

import type { RumourId, Saved } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { Hot, Known, State } from "./state.ts";

/** The rules. */
export interface Rules {
  /** Whether a rumour is news to a node that knows this of it. */
  readonly isNew: (known: Known | undefined) => boolean;
  /** Whether the rumour of this count is over, given the latest of its node that has been forgotten. */
  readonly isOver: (count: number, forgotten: number | undefined) => boolean;
  /** Whether a node spreads a rumour that it has just heard. */
  readonly isSpread: (isNew: boolean) => boolean;
  /** What counts against a rumour after a round, given what its contacts have said of it. */
  readonly counted: (hot: Hot) => number;
  /** Whether a rumour that is known already counts as needed, because it came at the same time as the first. */
  readonly wasNeeded: (known: Known, now: number, settings: Settings) => boolean;
  /** Whether a node that is blind tells a rumour before it asks itself whether to go on. */
  readonly tellsFirst: boolean;
  /** The age at which a rumour leaves a node. */
  readonly agePassedOn: (ageMs: number) => number;
  /** Whether a rumour of this age is passed on. */
  readonly lives: (ageMs: number, settings: Settings) => boolean;
  /** Whether it is advertised, given what is known of it. */
  readonly advertises: (known: Known, ageMs: number, settings: Settings) => boolean;
  /** Whether what a rumour of this age says is kept. */
  readonly keeps: (ageMs: number, settings: Settings) => boolean;
  /** Whether a rumour of this age is known to have been heard. */
  readonly remembers: (ageMs: number, settings: Settings) => boolean;
  /** Whether a rumour is compared with a partner's. */
  readonly compares: (id: RumourId, s: State) => boolean;
  /** What a node that comes back knows, of what it saved. */
  readonly restored: (journal: readonly Saved[]) => readonly Saved[];
  /** How many rumours a node that comes back was the first to tell, given the ids of its own that it saved. */
  readonly sequence: (own: number) => number;
}

/** Gossip that is completely decided: what every function of it is given. */
export interface Gossip extends Settings {
  /** Its rules. */
  readonly rules: Rules;
}

/** As in the paper. */
export const rules: Rules = {
  isNew: (known) => known === undefined,
  isOver: (count, forgotten) => forgotten !== undefined && count <= forgotten,
  isSpread: (isNew) => isNew,
  counted: ({ count, needed, useless }) => {
    // As long as somebody needs it, it is not known enough, whatever others have said.
    if (needed > 0) return 0;
    return useless > 0 ? count + 1 : count;
  },
  wasNeeded: ({ at }, now, { togetherMs }) => now - at < togetherMs,
  tellsFirst: true,
  agePassedOn: (ageMs) => ageMs,
  lives: (ageMs, { lifeMs }) => ageMs < lifeMs,
  advertises: ({ body }, ageMs, { lifeMs }) => body !== null && ageMs < lifeMs,
  keeps: (ageMs, { keepMs }) => ageMs < keepMs,
  remembers: (ageMs, { forgetMs }) => ageMs < forgetMs,
  compares: () => true,
  restored: (journal) => journal,
  sequence: (own) => own,
};
