/** Bugs of connections. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, Connecting } from "../../../exercises/18-wire/given.ts";
import { Link, parts } from "../connection.ts";
import { frames } from "../frames.ts";
import { receiving } from "../receiving.ts";
import * as made from "./connection_parts.ts";
import * as owners from "./connection_owners.ts";
import * as sides from "./connection_sides.ts";
import * as words from "./connection_words.ts";
import { frameMutants } from "./frames.ts";
import { receivingMutants } from "./receiving.ts";

type Parts = Partial<typeof parts>;

/** A side that is made of something else. */
const madeOf = (own: Parts): Connecting => ({
  begin: (rules, now) => new Link(rules, now, { ...parts, ...own }),
});

const sideOf = (Side: typeof Link): Connecting => ({ begin: (rules, now) => new Side(rules, now) });

/** With a bug of another part in it. */
const withFrames = (name: string): Connecting =>
  madeOf({ frames: { ...frames, ...(frameMutants.frames as Any)[name] } });
const withCredit = (name: string): Connecting =>
  madeOf({ receiving: { ...receiving, ...(receivingMutants.receiving as Any)[name] } });

export const connectionMutants: Mutants<Answers> = {
  connection: {
    "mute: what is said about streams is not": madeOf({ Notices: made.Unsaid }),
    "data-first: data goes ahead of what is said about streams": sideOf(sides.LateData),
    "unordered: the beginning of a stream is overtaken": madeOf({ Notices: made.Unordered }),
    "flooded: any number of answers may wait": madeOf({ Notices: made.Flooded }),
    "zeros: each pong has the same token": madeOf({ Notices: made.Zeros }),
    "silent: a new size is not acknowledged": madeOf({ Notices: made.Silent }),
    "greedy: a stream goes on until it has nothing left": madeOf({ Queues: made.Greedy }),
    "blocked: a stream that waits for credit stops those behind it": madeOf({
      Queues: made.Blocked,
    }),
    "whole: nothing is sent before there is credit for all that waits": madeOf({
      Queues: made.Whole,
    }),
    "paid: an end without bytes waits for credit": madeOf({ Queues: made.Paid }),
    "resizing: a new size is the connection's, too": madeOf({ Queues: made.Resizing }),
    "future: a new size is for streams to come": madeOf({ Queues: made.Future }),
    "floored: no window gets below 0": madeOf({ Queues: made.Floored }),
    "unlimited: grants are not looked at": madeOf({ Queues: made.Unlimited }),
    "long: a frame has a byte too many": madeOf({ Queues: made.Long }),
    "half: a grant is due when half a window is owed": withCredit(
      "half: a grant is due when half a window is owed",
    ),
    "whole-read: a grant is due when all is consumed": withCredit(
      "whole: a grant is due when all that has come is consumed",
    ),
    "unread: what nobody has read on a stream that ends is lost": withCredit(
      "unread: what nobody has read on a stream that ends is lost",
    ),
    "over: what comes on a stream that is over is lost": withCredit(
      "over: what comes on a stream that is over is lost",
    ),
    "told: a size counts when it is told": withCredit("told: a size counts when it is told"),
    "header: a header that is cut is not waited for": withFrames(
      "header: a header that is cut is not waited for",
    ),
    "one: a chunk has one frame at most": withFrames("one: a chunk has one frame at most"),
    "whole-buffer: a chunk is looked for at the beginning of its buffer": withFrames(
      "whole-buffer: a chunk is looked for at the beginning of its buffer",
    ),
    "chunk: what is told is a part of the chunk where it can be": withFrames(
      "chunk: a body is a part of the chunk where it can be",
    ),
    "scratch: all frames are parts of one array": sideOf(owners.Scratch),
    "telling: all bytes that are told are parts of one array": sideOf(owners.Telling),
    "from-start: what is written is looked for at the beginning of its buffer": sideOf(
      owners.FromStart,
    ),
    "asks-five: it asks five times whether the other side is there, and no more": madeOf({
      Alive: owners.AsksFive,
    }),
    "hasty: a grant counts before it is taken": madeOf({ Grants: owners.Hasty }),
    "broke: an end without bytes needs credit where it comes": madeOf({ Grants: owners.Broke }),
    "patient: any number of frames may bring nothing": sideOf(owners.Patient),
    "counted: frames that bring nothing count for ever": sideOf(owners.Counted),
    "ended: the end of a stream that is over is something": sideOf(owners.Ended),
    "after-write: patience begins when the ping is written": {
      begin: (rules, now) => new sides.AfterWrite(rules, now, { ...parts, Alive: made.Written }),
    },
    "pong-only: only a pong shows that the other side is there": sideOf(sides.PongOnly),
    "reviving: who was given up is there again": madeOf({ Alive: made.Reviving }),
    "left-once: that the other side leaves is told once": sideOf(words.LeftOnce),
    "endless: streams have numbers of any size": sideOf(words.Endless),
    "counting: numbers of streams must not be left out": sideOf(words.Counting),
    "bytes-only: data without bytes is not told": sideOf(words.BytesOnly),
    "losing: what came before a breach in its chunk is not told": sideOf(words.Losing),
    "cancelled: a breach is told as a reset like any other": sideOf(words.Cancelled),
    "lifelong: what was called for counts when it was taken, too": sideOf(words.Lifelong),
    "resetting: any number of resets for breaches may wait": madeOf({ Notices: words.Resetting }),
    "by-kind: pongs are counted by themselves": madeOf({ Notices: words.ByKind }),
    "lenient: what is written behind the end is passed over": sideOf(words.Lenient),
    "waiting: streams that the other side does not look at wait on": sideOf(sides.Waiting),
    "dropping: all streams are over when the other side leaves": sideOf(sides.Dropping),
    "touched: what was refused may have been done": sideOf(sides.Touched),
    "untouched: what was lost is untouched": sideOf(sides.Untouched),
    "opening: streams begin while somebody leaves": sideOf(sides.Opening),
    "looking: who leaves looks at streams that come later": sideOf(sides.Looking),
    "refusing: who leaves refuses streams one by one": sideOf(sides.Refusing),
    "again: who leaves twice says it twice": sideOf(sides.LeavingAgain),
    "zero: who leaves names no stream that has come": sideOf(sides.LeavingZero),
    "welcoming: any number of streams may be open": sideOf(sides.Welcoming),
    "all-count: the own streams count against the other side's": sideOf(sides.CountingAll),
    "trusting: a stream may begin that is not new": sideOf(sides.Trusting),
    "unchecked: data may come for what never was": sideOf(sides.Unchecked),
    "behind: data may come behind the end": sideOf(sides.Behind),
    "half-closed: a stream is over before all of it is consumed": sideOf(sides.HalfClosed),
    "closing: a stream is over when the other side has said its end": sideOf(sides.Closing),
    "keeping: only the first streams are forgotten": sideOf(sides.Keeping),
    "echoing: a reset is answered by a reset": sideOf(sides.Echoing),
    "mild: what breaks the connection is passed over": sideOf(sides.Mild),
    "harsh: a breach of a stream breaks the connection": sideOf(sides.Harsh),
    "two: two frames are given at once": sideOf(sides.TwoAtOnce),
    "no-end: an end without bytes is not said": sideOf(sides.NoEnd),
    "narrow: a stream's number has seven bits": sideOf(sides.Narrow),
  },
};
