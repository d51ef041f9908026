/** Part 8 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import {
  type Checkpoints,
  clone,
  type Id,
  type Keeper,
  type Kept,
  label,
  type Snapshot,
} from "../../../exercises/12-leaderless/given.ts";
import { checkpoints } from "../checkpoints.ts";

/** It executes something else than what is decided. */
function executing(change: (command: Kept, s: Keeper) => Kept): Partial<Checkpoints> {
  return {
    execute(s, id) {
      const row = s.rows[id.replica]!, value = row.get(id.slot)!;
      row.set(id.slot, value.map((each) => change(each, s)));
      const answers = checkpoints.execute(s, id);
      if (row.has(id.slot)) row.set(id.slot, value);
      return answers;
    },
  };
}

/** Its snapshots are not as they should be. */
function taking(change: (snapshot: Snapshot, s: Keeper, before: Keeper) => Snapshot) {
  return {
    execute(s, id) {
      const before = clone(s), answers = checkpoints.execute(s, id);
      if (s.snapshot.number > before.snapshot.number) s.snapshot = change(s.snapshot, s, before);
      return answers;
    },
  } satisfies Partial<Checkpoints>;
}

const isIn = ({ through, beyond }: Snapshot, id: Id) =>
  id.slot <= through[id.replica]! || beyond.includes(label(id));

export const checkpointMutants: Mutants<Answers> = {
  checkpoints: {
    "no sessions: what comes again takes effect again": {
      execute(s, id) {
        for (const session of s.sessions.values()) session.answers.clear();
        return checkpoints.execute(s, id);
      },
    },
    "answers for ever: what clients have is kept": executing((each) =>
      each === "checkpoint" ? each : { ...each, lowest: 1 }
    ),
    "the last answer: what was asked for together is forgotten": {
      execute(s, id) {
        const answers = checkpoints.execute(s, id);
        for (const session of s.sessions.values()) {
          const last = Math.max(...session.answers.keys());
          for (const number of session.answers.keys()) {
            if (number < last) session.answers.delete(number);
          }
        }
        return answers;
      },
    },
    "what comes late is executed: its client has moved on": {
      execute(s, id) {
        for (const session of s.sessions.values()) session.lowest = 1;
        return checkpoints.execute(s, id);
      },
    },
    "a late message takes back: it says less than the client has said since": {
      execute(s, id) {
        for (const each of s.rows[id.replica]!.get(id.slot)!) {
          if (each === "checkpoint") continue;
          const session = s.sessions.get(each.client);
          if (session !== undefined) session.lowest = Math.min(session.lowest, each.lowest);
        }
        return checkpoints.execute(s, id);
      },
    },
    "its own answer is forgotten: lowest is one of those that the client has": executing((each) =>
      each === "checkpoint" ? each : { ...each, lowest: each.number + 1 }
    ),
    "one client: others' numbers are the same": executing((each) =>
      each === "checkpoint" ? each : { ...each, client: "ann" }
    ),
    "no answer where it comes again: the first one was lost": {
      execute(s, id) {
        const length = s.machine.length;
        return checkpoints.execute(s, id).map((answer) =>
          answer !== undefined && answer <= length ? undefined : answer
        );
      },
    },
    "the first of a batch: the others have no answer": {
      execute: (s, id) => checkpoints.execute(s, id).slice(0, 1),
    },
    "never forgets: a checkpoint is executed, and that is all": executing((each) =>
      each === "checkpoint" ? { name: "", client: "ann", number: 0, lowest: 0 } : each
    ),
    "forgets rows and keeps labels: what is executed grows for ever": {
      execute(s, id) {
        const before = [...s.executed, label(id)], { number } = s.snapshot;
        const answers = checkpoints.execute(s, id);
        if (s.snapshot.number > number) { for (const name of before) s.executed.add(name); }
        return answers;
      },
    },
    "forgets all that is decided: also what is not executed": {
      execute(s, id) {
        const { number } = s.snapshot, answers = checkpoints.execute(s, id);
        if (s.snapshot.number > number) { for (const row of s.rows) row.clear(); }
        return answers;
      },
    },
    "up to the last: gaps count as executed": taking((snapshot) => ({
      ...snapshot,
      through: snapshot.through.map((slot, replica) =>
        Math.max(
          slot,
          ...snapshot.beyond.filter((name) => name.startsWith(`${replica}.`))
            .map((name) => Number(name.split(".")[1])),
        )
      ),
      beyond: [],
    })),
    "nothing beyond a gap: it is forgotten, and in no snapshot": taking((snapshot) => ({
      ...snapshot,
      beyond: [],
    })),
    "a gap stays a gap: what was beyond it is never in a row": taking((snapshot, _, before) => ({
      ...snapshot,
      beyond: [...new Set([...before.snapshot.beyond, ...snapshot.beyond])],
    })),
    "without itself: the checkpoint is executed again": {
      execute(s, id) {
        const { number } = s.snapshot, value = s.rows[id.replica]!.get(id.slot)!;
        const answers = checkpoints.execute(s, id);
        if (s.snapshot.number > number) {
          const { through } = s.snapshot;
          s.snapshot = {
            ...s.snapshot,
            through: through.with(id.replica, Math.min(through[id.replica]!, id.slot - 1)),
          };
          s.rows[id.replica]!.set(id.slot, value);
        }
        return answers;
      },
    },
    "drops the sessions: after a snapshot all takes effect again": taking((snapshot) => ({
      ...snapshot,
      sessions: new Map(),
    })),
    "shares its machine: what comes later is in the snapshot": taking((snapshot, s) => ({
      ...snapshot,
      machine: s.machine,
    })),
    "shares its sessions: answers that come later are in the snapshot": taking((snapshot, s) => ({
      ...snapshot,
      sessions: new Map(s.sessions),
    })),
    "the number stands still: a later snapshot is no news": taking((snapshot, _, before) => ({
      ...snapshot,
      number: Math.max(1, before.snapshot.number),
    })),
    "says nothing of what is forgotten: whoever lacks it waits for ever": {
      ask(s, message, io) {
        if (!isIn(s.snapshot, message.id)) checkpoints.ask(s, message, io);
      },
    },
    "always the snapshot: also for what is there": {
      ask(s, message, io) {
        if (s.snapshot.number === 0) checkpoints.ask(s, message, io);
        else io.send(message.from, { type: "install", snapshot: s.snapshot });
      },
    },
    "only what it has executed is told: others wait for it": {
      ask(s, message, io) {
        const { id } = message;
        if (s.rows[id.replica]!.has(id.slot) && !s.executed.has(label(id))) return;
        checkpoints.ask(s, message, io);
      },
    },
    "keeps what is in the snapshot once more: and executes it again": {
      tell: (s, { id, value }) => void s.rows[id.replica]!.set(id.slot, value),
    },
    "rows of fifty: what is told of later slots is not kept": {
      tell(s, message, io) {
        if (message.id.slot <= 50) checkpoints.tell(s, message, io);
      },
    },
    "any snapshot: an old one takes back what was executed": {
      install(s, message, io) {
        s.snapshot = { ...s.snapshot, number: 0 };
        checkpoints.install(s, message, io);
      },
    },
    "an installed snapshot drops what is decided: it is asked for again": {
      install(s, message, io) {
        const { number } = s.snapshot;
        checkpoints.install(s, message, io);
        if (s.snapshot.number > number) { for (const row of s.rows) row.clear(); }
      },
    },
    "an installed snapshot without sessions: what comes again takes effect again": {
      install(s, message, io) {
        const { sessions } = s, { number } = s.snapshot;
        checkpoints.install(s, message, io);
        if (s.snapshot.number > number) s.sessions = sessions;
      },
    },
    "becomes the snapshot: and changes it": {
      install(s, message, io) {
        checkpoints.install(s, message, io);
        if (s.snapshot.number === message.snapshot.number) {
          s.sessions = s.snapshot.sessions as Keeper["sessions"];
        }
      },
    },
  },
};
