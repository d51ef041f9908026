/** The reference for reads from an empty page, with something changed in its handlers. @module */

import { nested } from "hb/model/nested.ts";
import type { Any, ReplicatedLog, WholeOptions } from "../../../exercises/11-reads/given.ts";
import { reads } from "../whole.ts";

/** The reference with other handlers. */
export const upon = (
  change: (own: Record<string, Any>, log: ReplicatedLog) => Record<string, Any>,
) => ({
  protocol(log: ReplicatedLog, options: WholeOptions) {
    const own = reads.protocol(log, options), { upon } = own;
    return { ...own, upon: { ...upon, ...change(upon, log) } } as Any;
  },
});

/** The reference, where something is changed in what a server knows of reads before each of its steps. */
export const before = (change: (s: Any, io: Any, log: ReplicatedLog) => void) => ({
  protocol(log: ReplicatedLog, options: WholeOptions) {
    const own = reads.protocol(log, options);
    const changed = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            change(s, io, log);
            handle(s, event, io);
          },
        ]),
      );
    return { ...own, upon: changed(own.upon), after: changed(own.after ?? {}) } as Any;
  },
});

/** The reference over a log of which it sees something else, where answers say this index. */
export const indexing = (
  see: (log: ReplicatedLog) => Partial<ReplicatedLog>,
  index: (log: ReplicatedLog, s: Any) => number,
) => ({
  protocol(log: ReplicatedLog, options: WholeOptions) {
    const own = reads.protocol({ ...log, ...see(log) }, options);
    const changed = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            const answer = (to: number, result: Any) =>
              io.answer(to, result.ok ? { ...result, index: index(log, s) } : result);
            handle(s, event, nested(io, { answer } as Any));
          },
        ]),
      );
    return { ...own, upon: changed(own.upon), after: changed(own.after ?? {}) } as Any;
  },
});
