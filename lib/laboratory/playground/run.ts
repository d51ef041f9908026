/** One run of a session: the book's Raft in a simulated world, and a hand that interferes. @module */

import { bare } from "../../consensus/raft/client.ts";
import { invariants } from "../../consensus/raft/invariants.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
  type KeyValueState,
} from "../../replicated/state_machine/key_value.ts";
import type { Answer, Message, Timer } from "../../consensus/raft/messages.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { Ask } from "../../model/clients.ts";
import type { Fault } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { World } from "../../sim/world.ts";
import { type Alarm, watched } from "./alarms.ts";
import { rulesWith } from "./mistakes.ts";
import { type Act, PATIENCE_MS, type Session, type Settings } from "./session.ts";

/** A node of the playground. */
export type NodeState = State<KeyValueState>;

/** The protocol of the playground. */
type Server = Protocol<NodeState, Message, Timer, Saved>;

/** A run in progress. */
export class Run {
  /** The world in which it takes place. */
  readonly world: World<NodeState, Message, Timer, Saved>;
  /** When each node's election timer has been set, and to what, in the order of time. */
  readonly alarms: Alarm[] = [];
  #session: Session;
  /** The partitions at work, by what they cut. */
  readonly #cuts = new Map<string, Fault>();
  #server: Server;
  /** How many of the session's acts have been done. */
  #done = 0;

  /** Starts the nodes. The session must be one that can be played. */
  constructor(session: Session) {
    const { seed, nodes, settings } = session;
    this.#session = session;
    this.#server = serverOf(settings);
    this.world = new World({
      protocol: watched(() => this.#server, this.alarms),
      nodes,
      seed,
      states: true,
      network: networkOf(settings),
      invariants: invariants(),
      clients: {
        workload: workloadOf(session),
        ask: bare,
        to: ({ client }) => client,
        link: "local",
        timeoutMs: PATIENCE_MS,
        outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
      },
    });
  }

  /** Lets the run go on until `untilMs`, acts included; it stands still once an invariant is broken. */
  play(untilMs: number): void {
    const { acts } = this.#session;
    for (; this.#done < acts.length && acts[this.#done]!.at <= untilMs; this.#done++) {
      const { at, act } = acts[this.#done]!;
      if (!this.#runTo(at)) return;
      this.#do(act);
    }
    this.#runTo(untilMs);
  }

  /** Goes on with more acts than before: none that has been done differs, and clients ask the same. */
  adopt(session: Session): void {
    this.#session = session;
  }

  #runTo(at: number): boolean {
    return this.world.run(Math.max(0, at - this.world.now));
  }

  #do(act: Act): void {
    const { world } = this, at = world.now;
    switch (act.kind) {
      case "crash":
        return world.inject({ kind: "crash", at, node: act.node });
      case "restart":
        return world.restart(act.node);
      case "cut":
        return this.#cut(`${act.node}`, [act.node], this.#others(act.node), false);
      case "join":
        return this.#mend(`${act.node}`);
      case "cut link": {
        const { from, to, oneWay } = act;
        this.#cut(`${from} ${to}`, [from], [to], true);
        return oneWay ? undefined : this.#cut(`${to} ${from}`, [to], [from], true);
      }
      case "mend link":
        this.#mend(`${act.from} ${act.to}`);
        return this.#mend(`${act.to} ${act.from}`);
      case "transfer":
        return world.tell(act.node, { type: "transfer", to: act.node });
      case "set":
        this.#server = serverOf(act.settings);
        return world.reshape(networkOf(act.settings));
      case "put":
      case "get":
        // The clients know from the beginning what they will ask.
        return;
    }
  }

  #cut(name: string, left: NodeId[], right: NodeId[], oneWay: boolean): void {
    if (this.#cuts.has(name)) return;
    const at = this.world.now;
    const cut: Fault = { kind: "partition", at, forMs: Infinity, sides: [left, right], oneWay };
    this.#cuts.set(name, cut);
    this.world.inject(cut);
  }

  #mend(name: string): void {
    const cut = this.#cuts.get(name);
    if (cut === undefined) return;
    this.#cuts.delete(name);
    this.world.lift(cut);
  }

  #others(node: NodeId): NodeId[] {
    return this.world.states.map((_, other) => other).filter((other) => other !== node);
  }
}

function serverOf(settings: Settings): Server {
  const { electionMs, heartbeatMs, preVote, checkQuorum, mistake } = settings;
  return raft({
    machine: keyValueMachine,
    electionTimeoutMs: electionMs,
    heartbeatMs,
    preVote,
    checkQuorum,
    whenNotLeading: "forward",
    // An entry a message, so that a reader sees each of them travel.
    maxEntryBytesPerMessage: 1,
    rules: rulesWith(mistake),
  });
}

function networkOf({ latencyMs, lossPercent }: Settings): NetworkOptions {
  return { latency: uniform(...latencyMs), loss: lossPercent / 100 };
}

/** What the client beside each node asks, and when. */
function workloadOf({ nodes, acts }: Session): Ask[][] {
  const workload: Ask[][] = Array.from({ length: nodes }, () => []);
  for (const { at, act } of acts) {
    if (act.kind !== "put" && act.kind !== "get") continue;
    const { node, ...rest } = act;
    const command: KeyValueCommand = rest.kind === "put"
      ? { type: "put", key: rest.key, value: rest.value }
      : { type: "get", key: rest.key };
    workload[node]!.push({ at, input: command });
  }
  return workload;
}
