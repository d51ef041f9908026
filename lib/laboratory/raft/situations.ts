/**
 * What servers get into: the states in which they are when something happens to them, as they come about in
 * runs of the book's Raft, so that each can be reached.
 *
 * @module
 */

import { raftBut, type RaftProtocol } from "../../consensus/raft/change.ts";
import { bare } from "../../replicated/requests.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../consensus/raft/messages.ts";
import type { RaftIo } from "../../consensus/raft/roles.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import type { State } from "../../consensus/raft/state.ts";
import { clone } from "../../model/clone.ts";
import { encode } from "../../model/encode.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";
import type { Server } from "./servers.ts";

/** What happens to a server. */
export type Happening = StepEvent<Message, Timer, Saved>;

/** A server, and what happens to it. */
export interface Situation extends Server {
  /** What happens. */
  readonly event: Happening;
}

/** The types of messages or of timers that are looked for. */
export type EventType = Message["type"] | Timer["type"];

/** How long a run takes, in ms. */
const RUN_MS = 2500;

/**
 * Situations of servers with these options to which something of one of these types happens: each once, at
 * most `most` of a run, from the beginning of it on.
 */
export function situations(
  options: Options,
  types: readonly EventType[],
  { runs, most }: { readonly runs: number; readonly most: number },
): Situation[] {
  const found = new Map<string, Situation>();
  for (let seed = 1; seed <= runs; seed++) {
    const nodes = [3, 1, 2, 5, 4, 3][seed % 6]!, kept = found.size;
    const note = (s: State, event: Happening, self: number) => {
      if (found.size >= kept + most) return;
      const situation = { s: clone(s), self, nodes, event: clone(event) };
      found.set(encode(situation), situation);
    };
    stormy(noting(raftBut({}, options), types, note), nodes, seed);
  }
  return [...found.values()];
}

function stormy(protocol: RaftProtocol, nodes: number, seed: number): void {
  const random = new Random(seed, "situations");
  const world = new World({
    protocol,
    nodes,
    seed,
    trace: "none",
    strict: false,
    network: { latency: uniform(1, 40), loss: 0.08, duplication: 0.08 },
    faults: weather(random, nodes, {
      untilMs: RUN_MS,
      faults: [4, 12],
      mix: { crash: 1, partition: nodes > 1 ? 2 : 0 },
      spanMs: [1, 500],
    }),
    clients: {
      workload: ["a", "b"].map((client) =>
        [1, 2, 3, 4].map((n) => ({ at: 250 * n, input: `${client}${n}` }))
      ),
      ask: bare,
      to: ({ client, attempt }) => (client + attempt) % nodes,
      timeoutMs: 200,
      retries: 12,
    },
  });
  world.run(RUN_MS);
}

type Any = (s: State, event: never, io: RaftIo) => void;

/** The protocol, which tells what happens to its servers before they handle it. */
function noting(
  protocol: RaftProtocol,
  types: readonly EventType[],
  note: (s: State, event: Happening, self: number) => void,
): RaftProtocol {
  const noted = (handlers: object, happening: (event: never) => Happening) =>
    Object.fromEntries(
      Object.entries(handlers as Record<string, Any>).map(([type, handler]): [string, Any] => [
        type,
        !types.includes(type as EventType) ? handler : (s, event, io) => {
          note(s, happening(event), io.self);
          handler(s, event, io);
        },
      ]),
    );
  return {
    ...protocol,
    upon: noted(protocol.upon, ({ from, ...message }: Message & { from: number }) => ({
      kind: "message",
      from,
      message: message as Message,
    })) as typeof protocol.upon,
    after: noted(protocol.after!, (timer: Timer) => ({ kind: "timer", timer })) as NonNullable<
      typeof protocol.after
    >,
  };
}
