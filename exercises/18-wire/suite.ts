/** The graded parts of chapter 18. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { batcher } from "./suite/batcher.ts";
import { calls } from "./suite/calls.ts";
import { connection } from "./suite/connection.ts";
import { decode } from "./suite/decode.ts";
import { frames } from "./suite/frames.ts";
import { labels } from "./suite/labels.ts";
import { pool } from "./suite/pool.ts";
import { receiving } from "./suite/receiving.ts";
import { sending } from "./suite/sending.ts";
import { timeouts } from "./suite/timeouts.ts";
import { varints } from "./suite/varints.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "18-wire",
  title: "The wire",
  labels,
  given: ["given.ts", "answers.ts", "machines.ts", "hops.ts", "whole_connection.ts"],
  parts: {
    varints,
    frames,
    decode,
    batcher,
    sending,
    receiving,
    pool,
    timeouts,
    calls,
    connection,
  },
  members: {
    varints: { write: f, read: f, zigzag: f, unzigzag: f },
    frames: { start: f, push: f, end: f },
    batcher: { start: f, add: f, flush: f, written: f, tick: f },
    sending: { start: f, open: f, write: f, granted: f, resized: f, close: f },
    receiving: {
      start: f,
      open: f,
      came: f,
      consumed: f,
      close: f,
      resize: f,
      acknowledged: f,
    },
    pool: {
      start: f,
      ask: f,
      dialled: f,
      failed: f,
      sends: f,
      answered: f,
      release: f,
      lost: f,
      spoke: f,
      tick: f,
    },
    timeouts: { write: f, read: f },
    calls: {
      start: f,
      asked: f,
      cancelled: f,
      done: f,
      calls: f,
      answered: f,
      failed: f,
      tick: f,
    },
    connection: { begin: f },
  },
});
