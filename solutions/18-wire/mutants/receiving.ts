/** Bugs of the receiver's half of credit. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, Receiving, ReceivingIo } from "../../../exercises/18-wire/given.ts";
import { receiving } from "../receiving.ts";
import { stepsOf } from "./steps.ts";

const quiet = { grant() {}, breach() {} };

type Paid = "came" | "consumed" | "close" | "acknowledged";

const steps = stepsOf<Receiving, ReceivingIo, Paid>(receiving, [
  "came",
  "consumed",
  "close",
  "acknowledged",
]);

/** Grants by another rule: of what is owed, and of what is left and unread. */
const paying = (isDue: (account: Any, size: number) => boolean): Partial<Receiving> =>
  steps((step, s, io) => {
    const undone: [number, number][] = [];
    step({ ...io, grant: (stream, bytes) => void undone.push([stream, bytes]) });
    for (const [stream, bytes] of undone) {
      const each = stream === 0 ? s.connection : s.streams.get(stream);
      each.left -= bytes;
      each.owed += bytes;
    }
    for (const [stream, each] of [[0, s.connection], ...s.streams] as [number, Any][]) {
      const size = each.left + each.unread + each.owed, { owed } = each;
      if (owed === 0 || !isDue(each, size)) continue;
      each.left += owed;
      each.owed = 0;
      io.grant(stream, owed);
    }
  });

export const receivingMutants: Mutants<Answers> = {
  receiving: {
    "half: a grant is due when half a window is owed": paying((each, size) =>
      2 * each.owed >= size
    ),
    "whole: a grant is due when all that has come is consumed": paying((each) =>
      each.unread === 0 && each.owed >= each.left
    ),
    "empty: a grant is due when nothing is left, not less": paying((each) => each.left === 0),
    "eager: whatever is consumed is granted at once": paying(() => true),
    "unread: what nobody has read on a stream that ends is lost": {
      close(s, stream, io) {
        const each = s.streams.get(stream);
        if (each !== undefined) s.connection.unread -= each.unread, each.unread = 0;
        receiving.close(s, stream, io);
      },
    },
    "over: what comes on a stream that is over is lost": {
      came(s, stream, bytes, io) {
        receiving.came(
          s,
          stream,
          bytes,
          s.streams.has(stream) ? io : { ...quiet, breach: io.breach },
        );
        if (!s.streams.has(stream) && s.connection.owed >= bytes) s.connection.owed -= bytes;
      },
    },
    "arrival: bytes are granted again when they come": {
      came(s, stream, bytes, io) {
        receiving.came(s, stream, bytes, io);
        if (s.streams.has(stream)) receiving.consumed(s, stream, bytes, io);
      },
      consumed: () => {},
    },
    "told: a size counts when it is told": {
      resize(s, bytes, io) {
        receiving.resize(s, bytes, io);
        receiving.acknowledged(s, io);
      },
      acknowledged: () => {},
    },
    "latest: only the size that was told last is known": {
      resize(s, bytes, io) {
        receiving.resize(s, bytes, io);
        s.told.fill(bytes);
      },
    },
    "connection-too: a size is the connection's, too": {
      acknowledged(s, io) {
        s.connection.left += s.told[0] - s.initial;
        receiving.acknowledged(s, io);
      },
    },
    "unasked: after a new size nobody asks whether a grant is due": {
      acknowledged: (s) => {
        const before = s.connection.left;
        for (const each of s.streams.values()) each.left += s.told[0] - s.initial;
        s.initial = s.told.shift();
        s.connection.left = before;
      },
    },
    "new-only: a size counts for streams to come": {
      acknowledged: (s) => void (s.initial = s.told.shift()),
    },
    "lenient: more may come on a stream than it was granted": {
      came(s, stream, bytes, io) {
        const each = s.streams.get(stream), more = Math.max(0, bytes - (each?.left ?? bytes));
        if (each !== undefined) each.left += more;
        receiving.came(s, stream, bytes, io);
      },
    },
    "lenient-connection: more may come in all than was granted": {
      came(s, stream, bytes, io) {
        s.connection.left += Math.max(0, bytes - s.connection.left);
        receiving.came(s, stream, bytes, io);
      },
    },
    "forfeit: what comes without credit on a stream is lost to the connection": {
      came(s, stream, bytes, io) {
        const isTooMuch = bytes > (s.streams.get(stream)?.left ?? Infinity) &&
          bytes <= s.connection.left;
        receiving.came(s, stream, bytes, isTooMuch ? { ...quiet, breach: io.breach } : io);
        if (isTooMuch) s.connection.owed = Math.max(0, s.connection.owed - bytes);
      },
    },
  },
};
