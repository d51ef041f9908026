/** The decisions that make a process which several machines keep one process. @module */

/** What is decided. */
export interface Rules {
  /** Whether what a step says waits until the log shows that this member still runs the process; `saved` records were saved in it. */
  readonly waits: (saved: number) => boolean;
  /** Whether a leader runs the process only after a word of its own has been applied: then it knows all that was saved before. */
  readonly begins: boolean;
  /** Whether a member that leads no more drops the process as it knows it. */
  readonly drops: boolean;
}

/** The right ones. */
export const rules: Rules = { waits: () => true, begins: true, drops: true };
