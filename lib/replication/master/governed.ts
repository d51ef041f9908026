/**
 * Masters and the servers that they configure, as one protocol: the nodes from 0 on are masters, all others run a
 * server.
 *
 * @module
 */

import { compact as compactRaft } from "../../consensus/raft/journal.ts";
import { clone } from "../../model/clone.ts";
import type { From, Handlers, Io, Protocol, Tagged } from "../../model/protocol.ts";
import { type Attendance, beat, learn, newAttendance, uponHeard } from "./attendance.ts";
import type { Master, MasterState } from "./group.ts";
import {
  afterForce,
  afterRaftTimer,
  afterSilence,
  startMaster,
  uponBeat,
  uponRaft,
} from "./master.ts";
import type {
  BeatTimer,
  Epoch,
  LifeSaved,
  MasterIo,
  MasterMessage,
  MasterSaved,
  MasterTimer,
} from "./messages.ts";

/** What every server's state has. */
export interface Attending<D> {
  /** What it knows of its masters. */
  readonly attendance: Attendance<D>;
}

/** Whether a node is a master or a server, and its state as such. */
export type Governed<D, S> =
  /** A master. */
  | { readonly role: "master"; readonly master: MasterState<D> }
  /** A server. */
  | { readonly role: "server"; readonly server: S };

/** The world as a server sees it. */
export type ServerIo<D, M extends Tagged, T extends Tagged, R> = Io<
  M | MasterMessage<D>,
  T | BeatTimer,
  R | LifeSaved
>;

/** A server: a protocol whose configuration others decide. `M` are its own messages. */
export interface Server<
  D extends Epoch,
  S extends Attending<D>,
  M extends Tagged,
  T extends Tagged,
  R,
> {
  /** It starts, with what it had saved of its own. Its configuration may be an old one. */
  start(attendance: Attendance<D>, io: ServerIo<D, M, T, R>, journal: readonly R[]): S;
  /** What to do upon each message of its own. */
  readonly upon: Handlers<S, M, From, ServerIo<D, M, T, R>>;
  /** What to do after each timer of its own. */
  readonly after: Handlers<S, T, unknown, ServerIo<D, M, T, R>>;
  /** There is a newer configuration; `attendance` has it already. */
  configured(s: S, before: D, io: ServerIo<D, M, T, R>): void;
  /** A beat has been confirmed. */
  confirmed(s: S, io: ServerIo<D, M, T, R>): void;
  /** What its beats report. */
  report(s: Readonly<S>): unknown;
  /** A master has been sent a message that is for servers: it may hand it on. Without this, it is dropped. */
  atMaster?(inForce: D, message: M & From, io: Pick<ServerIo<D, M, T, R>, "self" | "send">): void;
  /** The shortest journal that starts alike. */
  compact?(journal: readonly R[]): R[];
  /** The journal of a server in this state. */
  checkpoint?(s: Readonly<S>): R[];
}

/** What the nodes of a governed system save. */
export type GovernedSaved<D, R> = MasterSaved<D> | LifeSaved | R;

/** Masters and servers as one protocol. */
export function governed<
  D extends Epoch,
  C,
  S extends Attending<D>,
  M extends Tagged,
  T extends Tagged,
  R extends Tagged,
>(
  master: Master<D, C>,
  server: Server<D, S, M, T, R>,
): Protocol<
  Governed<D, S>,
  M | MasterMessage<D>,
  T | MasterTimer | BeatTimer,
  GovernedSaved<D, R>
> {
  const { settings } = master;
  type Everything = Io<M | MasterMessage<D>, T | MasterTimer | BeatTimer, GovernedSaved<D, R>>;
  type State = Governed<D, S>;
  // Each side of a node sees the world through the messages, timers and records that it has.
  const asMaster = (io: Everything) => io as unknown as MasterIo<D>;
  const asServer = (io: Everything) => io as unknown as ServerIo<D, M, T, R>;
  const isMaster = (node: number) => node < settings.masters;
  const beats = (s: S, io: Everything) => {
    beat(s.attendance, settings, server.report(s), asMaster(io));
    if (settings.beatMs < Infinity) io.wait(settings.beatMs, { type: "beat" });
  };
  const toMaster = (
    state: State,
    io: Everything,
    act: (s: MasterState<D>, io: MasterIo<D>) => void,
  ) => state.role === "master" ? act(state.master, asMaster(io)) : undefined;
  const own = Object.entries(server.upon).map(([type, handle]) => [
    type,
    (state: State, event: never, io: Everything) => {
      if (state.role === "server") {
        (handle as (s: S, event: never, io: unknown) => void)(state.server, event, io);
      } else server.atMaster?.(state.master.inForce, event, asServer(io));
    },
  ]);
  const timers = Object.entries(server.after).map(([type, handle]) => [
    type,
    (state: State, event: never, io: Everything) => {
      if (state.role !== "server") return;
      (handle as (s: S, event: never, io: unknown) => void)(state.server, event, io);
    },
  ]);
  return {
    start(io, journal): State {
      if (isMaster(io.self)) {
        const saved = journal as readonly MasterSaved<D>[];
        return { role: "master", master: startMaster(master, asMaster(io), saved) };
      }
      const { life, rest } = livesIn<R>(journal as readonly (LifeSaved | R)[]);
      io.save({ type: "life", life: life + 1 });
      const attendance = newAttendance(master.governor.machine.init(), life + 1);
      const s = server.start(attendance, asServer(io), rest);
      if (settings.beatMs < Infinity) beats(s, io);
      return { role: "server", server: s };
    },
    compact(journal) {
      const lives = livesIn<R>(journal as readonly (LifeSaved | R)[]);
      if (lives.life === 0) return compactMaster(journal as readonly MasterSaved<D>[]);
      const rest = server.compact?.(lives.rest) ?? lives.rest;
      return [{ type: "life", life: lives.life }, ...rest];
    },
    ...(server.checkpoint === undefined ? {} : {
      checkpoint: (state) => checkpointOf(master, state, server.checkpoint!),
    }),
    upon: {
      ...Object.fromEntries(own),
      beat: (state: State, event: never, io: Everything) =>
        toMaster(state, io, (s, io) => uponBeat(master, s, event, io)),
      raft: (state: State, event: never, io: Everything) =>
        toMaster(state, io, (s, io) => uponRaft(master, s, event, io)),
      heard(state: State, event: MasterMessage<D> & { type: "heard" } & From, io: Everything) {
        if (state.role !== "server") return;
        if (uponHeard(state.server.attendance, settings, event)) {
          server.confirmed(state.server, asServer(io));
        }
      },
      configuration(state: State, event: { configuration: D }, io: Everything) {
        if (state.role !== "server") return;
        const before = state.server.attendance.configuration;
        if (learn(state.server.attendance, event.configuration)) {
          server.configured(state.server, before, asServer(io));
        }
      },
    } as never,
    after: {
      ...Object.fromEntries(timers),
      silent: (state: State, { key }: { key: number }, io: Everything) =>
        toMaster(state, io, (s, io) => afterSilence(master, s, key, io)),
      force: (state: State, { key }: { key: number }, io: Everything) =>
        toMaster(state, io, (s, io) => afterForce(master, s, key, io)),
      raft: (state: State, { key }: { key: never }, io: Everything) =>
        toMaster(state, io, (s, io) => afterRaftTimer(master, s, key, io)),
      beat(state: State, _: unknown, io: Everything) {
        if (state.role === "server") beats(state.server, io);
      },
    } as never,
  };
}

/** How often a server has started, and what it has saved of its own. */
function livesIn<R>(journal: readonly (LifeSaved | R)[]): { life: number; rest: R[] } {
  let life = 0;
  const rest: R[] = [];
  for (const saved of journal) {
    if (isLife(saved)) life = saved.life;
    else rest.push(saved);
  }
  return { life, rest };
}

function isLife(saved: unknown): saved is LifeSaved {
  return (saved as Tagged).type === "life";
}

function compactMaster<D, R>(journal: readonly MasterSaved<D>[]): GovernedSaved<D, R>[] {
  const records = journal.flatMap((saved) => saved.type === "raft" ? [saved.record] : []);
  if (records.length > 0) {
    return compactRaft(records).map((record) => ({ type: "raft", record }));
  }
  return journal.slice(-1) as MasterSaved<D>[];
}

/** The journal of a node in this state. */
function checkpointOf<D extends Epoch, C, S extends Attending<D>, R>(
  { group }: Master<D, C>,
  state: Readonly<Governed<D, S>>,
  ofServer: (s: Readonly<S>) => R[],
): GovernedSaved<D, R>[] {
  if (state.role === "server") {
    const { life } = state.server.attendance;
    return [{ type: "life", life }, ...ofServer(state.server)];
  }
  const { seat, alone } = state.master;
  if (seat === null || group === null) return [{ type: "decided", configuration: clone(alone!) }];
  return group.checkpoint!(seat).map((record) => ({ type: "raft", record }));
}
