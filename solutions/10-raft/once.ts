/** Part 21: what is remembered is repeated, what is below the mark is old. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const once: Pick<Rules, "admit"> = {
  admit(sessions, { session: id, sequence }) {
    const session = sessions.get(id);
    if (session === undefined) return { type: "expired" };
    if (sequence < session.lowest) return { type: "old" };
    if (!session.answers.has(sequence)) return { type: "new" };
    return { type: "repeated", answer: session.answers.get(sequence) };
  },
};
