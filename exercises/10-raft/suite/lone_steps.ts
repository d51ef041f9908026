/** What a leader does for a follower that needs a snapshot, each of the three steps asked for by itself. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { decided } from "hb/consensus/raft/steps.ts";
import { plain } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { equal } from "hb/model/compare.ts";
import { StepIo } from "hb/model/step_io.ts";
import { type Behind, type Message, ORIGIN, type Progress, type Timer } from "../given.ts";
import { brief } from "./difference.ts";
import { type Meeting, meetings } from "./exchange.ts";

/** What is known of the follower before a step. */
type Known = Pick<Progress, "mode" | "match" | "next" | "patience" | "paused">;

/** What must come of it, and why. */
interface Right {
  readonly sends: readonly Message[];
  readonly progress: Partial<Known>;
  readonly why: string;
}

/** Asks for each step at leaders of all sorts. */
export function loneSteps(behind: Behind, grading: Grading): void {
  for (const meeting of meetings()) {
    const { s } = meeting, { base } = s.log, { index } = s.snapshot.last;
    const match = Math.max(0, base.index - 5);
    const needs: Known = { mode: "probe", match, next: match + 1, patience: 0, paused: false };
    ask(behind, meeting, "sendSnapshot", needs, again(meeting, "it needs it"), grading);
    const waits: Known = { ...needs, mode: "snapshot", next: index + 1, paused: true };
    for (const patience of [1, 3]) {
      const known = { ...waits, patience };
      ask(behind, meeting, "awaitSnapshot", known, heartbeat(meeting, patience - 1), grading);
      const why = `it may still come, as it counts as lost after ${patience} more heartbeats`;
      const silent = { sends: [], progress: { mode: "snapshot", next: index + 1 }, why } as const;
      ask(behind, meeting, "snapshotAnswered", known, silent, grading);
    }
    const lost = again(meeting, "it counts as lost, and the follower is there, as it has answered");
    ask(behind, meeting, "snapshotAnswered", waits, lost, grading);
    if (base.index > 1) {
      // The leader has compacted more since it sent that one.
      const come = { ...waits, match: base.index - 1, next: base.index, patience: 2 };
      const more = again(meeting, "it has arrived, and is not enough any more");
      ask(behind, meeting, "snapshotAnswered", come, more, grading);
    }
    const enough = { ...waits, match: base.index, patience: 2 };
    ask(behind, meeting, "snapshotAnswered", enough, goesOn(base.index), grading);
  }
}

/** A snapshot is sent, once more or for the first time. */
function again({ s, times: [, most, heartbeatMs] }: Meeting, why: string): Right {
  const { term, snapshot } = s, { round } = s.leading!, { index } = snapshot.last;
  const patience = Math.ceil(most / heartbeatMs);
  return {
    sends: [{ type: "installSnapshot", term, snapshot, round }],
    progress: { mode: "snapshot", next: index + 1, patience },
    why: `${why}; it counts as lost after as many heartbeats as fit into ${most} ms, rounded up`,
  };
}

function heartbeat({ s }: Meeting, patience: number): Right {
  const { term, leading } = s, { round } = leading!;
  return {
    sends: [{ type: "appendEntries", term, previous: ORIGIN, entries: [], commit: 0, round }],
    progress: { mode: "snapshot", patience },
    why: "the follower hears that the leader is there, and one heartbeat less is left",
  };
}

/** The leader's log has all that the follower lacks. */
function goesOn(match: number): Right {
  const progress = { mode: "probe", next: match + 1, paused: false } as const;
  return { sends: [], progress, why: "the leader's log has all that comes after what it has" };
}

function ask(
  behind: Behind,
  { times: [least, most, heartbeatMs], self, to, nodes, ...meeting }: Meeting,
  name: keyof Behind,
  known: Known,
  right: Right,
  grading: Grading,
): void {
  const s = clone(meeting.s), progress = s.leading!.progress.get(to)!;
  Object.assign(progress, known);
  const raft = decided({ ...plain, electionTimeoutMs: [least, most], heartbeatMs }, behind);
  const io = new StepIo<Message, Timer, Saved>({ self, nodes });
  const told =
    `${name} for server ${to}, of which the leader of term ${s.term} knows ${
      brief(known)
    }; its log begins after ` +
    `entry ${s.log.base.index}, its snapshot ends at ${s.snapshot.last.index}; election timeouts take up to ` +
    `${most} ms, and a heartbeat is due every ${heartbeatMs} ms`;
  grading.asked(() => behind[name](raft, s, to, io), () => told);
  const sends = io.effects.flatMap((each) =>
    each.kind === "send" ? [{ to: each.to, message: anyCommit(each.message, s.commitIndex) }] : []
  );
  const must = right.sends.map((message) => ({ to, message }));
  const fields = Object.keys(right.progress) as (keyof Known)[];
  const found = Object.fromEntries(fields.map((field) => [field, progress[field]]));
  const wrong = (came: string, must: string) =>
    new Wrong(
      [`asked: ${told}`, `came: ${came}`, `must be: ${must}`, `why: ${right.why} (section 5.3)`]
        .join("\n  "),
    );
  if (!equal(sends, must)) throw wrong(`it sends ${inWords(sends)}`, inWords(must));
  if (!equal(found, right.progress)) {
    throw wrong(`its progress has ${brief(found)}`, brief(right.progress));
  }
}

/** How much is committed a heartbeat may say, as far as that is so. */
function anyCommit(message: Message, commitIndex: number): Message {
  const isTrue = message.type === "appendEntries" && message.commit >= 0 &&
    message.commit <= commitIndex;
  return isTrue ? { ...message, commit: 0 } : message;
}

function inWords(sends: readonly { readonly to: number; readonly message: Message }[]): string {
  return sends.length === 0
    ? "nothing"
    : sends.map(({ to, message }) => `${brief(message)} to server ${to}`).join(", ");
}
