/** What every protocol promises by which nodes decide one value (Lamport 2001, section 2.1). @module */

import { type Invariant, remembering } from "../model/invariant.ts";

/** A node, as far as it decides. */
export interface Deciding {
  /** What is decided, as far as it has learnt that; null as long as it has not. */
  readonly decided: string | null;
}

/** Only a value that has been proposed may be decided. */
export const validity: Invariant<Deciding> = {
  name: "validity",
  words: "what is decided has been proposed by somebody",
  check({ states, history }) {
    const node = states.findIndex((s) => s !== undefined && s.decided !== null);
    const decided = states[node]?.decided;
    if (node < 0 || history.some(({ input }) => proposalOf(input) === decided)) return undefined;
    return { words: `node ${node} has learnt "${decided}", which nobody proposed`, nodes: [node] };
  },
};

/** Only one value is decided, and nobody learns another one, before a crash or after it. */
export const agreement: Invariant<Deciding> = remembering<Deciding, { decided: string | null }>({
  name: "agreement",
  words: "no two nodes learn different values, and none forgets one for another",
  memory: () => ({ decided: null }),
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.decided === null) continue;
      memory.decided ??= s.decided;
      if (s.decided === memory.decided) continue;
      const first = states.findIndex((other) => other?.decided === memory.decided);
      return {
        words: `node ${node} has learnt "${s.decided}", and "${memory.decided}" was decided before`,
        nodes: first < 0 ? [node] : [first, node],
      };
    }
    return undefined;
  },
  rename: (memory) => memory,
});

/** The value that a client asks for, as a message or as it is. */
export function proposalOf(input: unknown): string {
  return typeof input === "string" ? input : (input as { readonly value: string }).value;
}
