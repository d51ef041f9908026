/** The store of part 7, when it does not forget what it has taken in. @module */

import { type Entire, entire } from "../../../exercises/03-consistency/entire.ts";
import { protocol, ready, takeIn } from "../anywhere.ts";

/** The store with other handlers. */
export const changed = (upon: Partial<typeof protocol.upon>): Entire =>
  entire({ ...protocol, upon: { ...protocol.upon, ...upon } });

/** With one mistake each. */
export const keeping: Readonly<Record<string, Entire>> = {
  "keeps copies: what came twice waits for ever": changed({
    update(s, { type, key, value, node, time, seen }) {
      s.waiting.push({ type, key, value, node, time, seen });
      for (let next = ready(s); next !== undefined; next = ready(s)) {
        takeIn(s, next);
        s.waiting.splice(s.waiting.indexOf(next), 1);
      }
    },
  }),
  "keeps what it took in: the state only grows": changed({
    update(s, event, io) {
      protocol.upon.update(s, event, io);
      s.registers.set(`${event.node} ${event.time}`, { value: event.value, time: 0, node: 0 });
    },
  }),
  "keeps what came late: what comes twice waits until its node has written four times more":
    changed({
      update(s, event, io) {
        const isOld = event.seen[event.node]! <= s.seen[event.node]!;
        const late = s.waiting.filter((each) => each.seen[each.node]! <= s.seen[each.node]!);
        s.waiting = s.waiting.filter((each) => !late.includes(each));
        protocol.upon.update(s, event, io);
        const kept = isOld ? [...late, event] : late;
        s.waiting.push(...kept.filter(({ node, seen }) => s.seen[node]! - seen[node]! < 4));
      },
    }),
};
