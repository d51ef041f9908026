/** Locks that are taken when others have let go already: the read-only optimization before its time. @module */

import { onlyKey } from "../../locking/interval.ts";
import { ask, isWaiting } from "../../locking/table.ts";
import { rules } from "../rules.ts";
import { settings } from "../settings.ts";
import { twoPhase } from "../two_phase.ts";
import { settle } from "../visits.ts";
import type { Change } from "./change.ts";

const wrong = { modeOfWrites: "update" } as const;
const usual = twoPhase({}, wrong);

/**
 * What is to be written is locked against readers by each participant when it is asked to prepare, and not before. It
 * votes when it has that, which it looks at when it is asked again.
 */
export const lateLocks: Change = {
  rules: wrong,
  protocol: {
    upon: {
      prepare(s, message, io) {
        const { name, session, writes } = message, visit = s.visits.get(name);
        if (visit?.session === session && visit.promise === null) {
          for (const [key] of writes) {
            ask(s.table, { owner: name, interval: onlyKey(key), mode: "exclusive" });
          }
          settle(s, { ...settings, ...rules, ...wrong }, io);
          if (isWaiting(s.table, name)) return;
        }
        usual.upon.prepare(s, message, io);
      },
    },
  },
};
