/** What the bugs of calls have in common. @module */

import type { Bug } from "../../kit/kit.ts";
import { RETRY_MS } from "../call.ts";
import { request } from "../maybe.ts";
import type { CallChange } from "../storms.ts";

/** Bugs by what is wrong. */
export type CallBugs = Readonly<Record<string, Bug<CallChange>>>;

/** A client that takes whatever reply comes. */
export const anyReply: CallChange = {
  upon: {
    reply(s, { balance }, io) {
      if (s.pending === null) return;
      io.answer(s.pending.user, balance);
      io.cancel("retry");
      s.pending = null;
    },
  },
};

/** A client that asks again under a new number, as for a new call; on a disk it saves that number first. */
export function newNumbers(saves: boolean): CallChange {
  return {
    after: {
      retry(s, _, io) {
        if (s.pending === null) return;
        s.sequence++;
        s.pending = { ...s.pending, sequence: s.sequence };
        if (saves) io.save(s);
        request(s.pending, io);
        io.wait(RETRY_MS, { type: "retry" });
      },
    },
  };
}
