/** Part 11 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import { aloneMutants } from "./alone.ts";
import { type Any, inWorld, remembering, toldOtherwise, withHandlers } from "./around_whole.ts";
import { membersMutants } from "./membership.ts";

export const enduresMutants: Mutants<Answers> = {
  endures: {
    "never truncates: the log grows for ever": toldOtherwise(() => ({ snapshotEvery: 1e9 })),
    "sessions are not in the snapshot: who takes it over does things twice": withHandlers((
      { install },
    ) => ({
      install: (s, { snapshot, ...message }, io) =>
        install!(s, { ...message, snapshot: { ...snapshot, sessions: new Map() } }, io),
    })),
    "sessions are not saved with the snapshot: a crash forgets them": remembering((saved) => ({
      ...saved,
      snapshot: { ...saved.snapshot, sessions: new Map() },
    })),
    "the machine is not in the snapshot: who takes it over begins anew": withHandlers((
      { install },
    ) => ({
      install: (s, { snapshot, ...message }, io) =>
        install!(s, { ...message, snapshot: { ...snapshot, machine: s.machine } }, io),
    })),
    "no snapshots for others: who has missed too much never comes back": withHandlers(() => ({
      install() {},
    })),
    "old snapshots: time goes back": withHandlers(({ install }) => ({
      install: (s, message, io) => {
        s.executed = Math.min(s.executed, message.snapshot.executed - 1);
        install!(s, message, io);
      },
    })),
    "what is gone counts as not voted for: a new leader overwrites it": withHandlers((
      { promise },
    ) => ({
      promise: (s, message, io) => promise!(s, { ...message, executed: 0 }, io),
    })),
    "members never change: the command is executed, and that is all": withHandlers((
      { change },
    ) => ({
      change: (s, message, io) =>
        change!(s, { ...message, members: s.configurations[0].members }, io),
    })),
    "the members are not in the snapshot: who takes it over asks the old ones": withHandlers((
      { install },
    ) => ({
      install: (s, { snapshot, ...message }, io) =>
        install!(
          s,
          {
            ...message,
            snapshot: { ...snapshot, configurations: [{ from: 1, members: [0, 1, 2] }] },
          },
          io,
        ),
    })),
    "the members are not saved with the snapshot: a crash brings the old ones back": remembering((
      saved,
    ) => ({
      ...saved,
      snapshot: { ...saved.snapshot, configurations: [{ from: 1, members: [0, 1, 2] }] },
    })),
    "no promises of new members: nothing is proposed among them": withHandlers((
      _,
      { heartbeat },
    ) => ({
      heartbeat: (s, timer, io) =>
        heartbeat!(
          s,
          timer,
          nested(io, {
            send: (to: number, message: Any) =>
              message.type === "prepare" && s.leader === io.self ? undefined : io.send(to, message),
          }),
        ),
    })),
    "old members decide: those who have left are asked": withHandlers(({ accepted }) => ({
      accepted: (s, message, io) => {
        const { configurations } = s;
        s.configurations = [{ from: 1, members: configurations[0].members }];
        accepted!(s, message, io);
        s.configurations = configurations;
      },
    })),
    "a falling bound: what came late says that the client has less": withHandlers((
      { request },
    ) => ({
      request: (s, message, io) => {
        request!(s, message, io);
        const { session, lowest } = message.stamp ?? {}, answers = s.sessions.get(session);
        if (answers?.has(-1)) answers.set(-1, Math.min(lowest, answers.get(-1)));
      },
    })),
    "strangers are served: a session that nobody has opened is as good as any": withHandlers((
      { request },
    ) => ({
      request: (s, message, io) =>
        request!(
          s,
          s.sessions.has(message.stamp?.session) ? message : { ...message, stamp: null },
          io,
        ),
    })),
    "strangers wait: a session that nobody has opened is not even refused": inWorld((io) =>
      nested(io, {
        answer: (to: number, answer: Any) => answer.ok ? io.answer(to, answer) : undefined,
      })
    ),
    "answers for ever: what clients have said that they have is kept": withHandlers((
      { request },
    ) => ({
      request: (s, { stamp, ...message }, io) =>
        request!(s, { ...message, stamp: stamp && { ...stamp, lowest: 0 } }, io),
    })),
    "a snapshot of every slot: whatever has been asked for": toldOtherwise(({ snapshotEvery }) =>
      snapshotEvery === undefined ? {} : { snapshotEvery: 1 }
    ),
    "answers whoever waits: also where something else was decided": withHandlers(({ learn }) => ({
      learn: (s, message, io) => {
        const { executed, mandate } = s, waiting = new Map(mandate?.waiting);
        mandate?.waiting.clear();
        learn!(s, message, io);
        for (let slot = executed + 1; slot <= s.executed; slot++) {
          for (const address of (waiting.get(slot) ?? []) as number[]) {
            io.answer(address, { ok: true, result: s.machine.length });
          }
        }
      },
    })),
    "asks one server alone, snapshots or not: when that is gone, it leads for ever": aloneMutants[
      "asks one server alone: when that is gone, it leads for ever and executes nothing"
    ]!,
    ...membersMutants,
  },
};
