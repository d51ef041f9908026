/** What can be set of causal broadcast. @module */

/** Settings. */
export interface Settings {
  /**
   * How long a node waits before it asks for what it lacks and tells what others seem to lack, in ms; 0: it tells
   * others what it has as soon as it has it, and never again.
   */
  readonly beatMs: number;
  /** How many nodes, the first by their numbers, are members at first; null: all. */
  readonly members: number | null;
}

/** Usual settings. */
export const settings: Settings = { beatMs: 50, members: null };
