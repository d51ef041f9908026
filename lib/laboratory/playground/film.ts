/**
 * A run as it is seen: how the nodes stand at any time, and which messages are under way just then. It is
 * read from the trace, so a reader can look back without anything being played again.
 *
 * @module
 */

import type { Message } from "../../consensus/raft/messages.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Alarm } from "./alarms.ts";
import type { NodeState } from "./run.ts";

/** A message that is lost on the way is seen for so long, in ms. */
export const LOST_MS = 12;
/** No message is under way for longer, in ms. */
const LONGEST_WAY_MS = 1001;

/** A message on its way. */
export interface Flight {
  /** Its number in the run. */
  readonly message: number;
  /** Who has sent it. */
  readonly from: NodeId;
  /** Who is to receive it. */
  readonly to: NodeId;
  /** What it says. */
  readonly body: Message;
  /** How much of the way lies behind it: from 0 to 1. */
  readonly share: number;
  /** Whether it will be lost before it arrives: then it gets half of the way. */
  readonly isLost: boolean;
}

/** A node at one time. */
export interface NodeView {
  /** Its number. */
  readonly node: NodeId;
  /** Whether it runs. */
  readonly isUp: boolean;
  /** What it knows, or knew when it crashed. */
  readonly state: Readonly<NodeState> | undefined;
  /** Its election timer while that runs: how much of its time is left, from 1 to 0. */
  readonly patience: number | undefined;
}

/** Everything that is seen at one time. */
export interface Scene {
  /** The time, in ms. */
  readonly at: number;
  /** The nodes, by their numbers. */
  readonly nodes: readonly NodeView[];
  /** The messages, in the order in which they were sent. */
  readonly flights: readonly Flight[];
}

interface Turn {
  readonly at: number;
  readonly isUp: boolean;
  readonly state: Readonly<NodeState> | undefined;
}

interface Sent extends Pick<Flight, "message" | "from" | "to" | "body" | "isLost"> {
  readonly at: number;
  readonly end: number;
}

/** The run of one trace, which may still grow. */
export class Film {
  readonly #turns: Turn[][];
  readonly #alarms: Alarm[][];
  readonly #sent: Sent[] = [];
  #eventsRead = 0;
  #alarmsRead = 0;

  /** A film of `nodes` nodes, in which nothing has happened. */
  constructor(nodes: number) {
    this.#turns = Array.from({ length: nodes }, () => []);
    this.#alarms = Array.from({ length: nodes }, () => []);
  }

  /** Takes what has come to the same trace and alarms since the last time. */
  take(trace: Trace, alarms: readonly Alarm[]): void {
    for (; this.#eventsRead < trace.length; this.#eventsRead++) this.#see(trace[this.#eventsRead]!);
    for (; this.#alarmsRead < alarms.length; this.#alarmsRead++) {
      const alarm = alarms[this.#alarmsRead]!;
      this.#alarms[alarm.node]!.push(alarm);
    }
  }

  /** What is seen at a time, everything that happens just then included. */
  at(time: number): Scene {
    const nodes = this.#turns.map((turns, node): NodeView => {
      const turn = latest(turns, time);
      const isUp = turn?.isUp ?? false;
      const patience = isUp ? patienceOf(latest(this.#alarms[node]!, time), time) : undefined;
      return { node, isUp, state: turn?.state, patience };
    });
    return { at: time, nodes, flights: this.#flights(time) };
  }

  #flights(time: number): Flight[] {
    const flights: Flight[] = [];
    for (let i = lastUpTo(this.#sent, time); i >= 0; i--) {
      const { at, end, ...rest } = this.#sent[i]!;
      if (at < time - LONGEST_WAY_MS) break;
      if (end <= time) continue;
      const share = (time - at) / (end - at) * (rest.isLost ? 0.5 : 1);
      flights.push({ ...rest, share });
    }
    return flights.reverse();
  }

  #see(event: TraceEvent): void {
    const { at, kind } = event;
    switch (kind) {
      case "start":
        return this.#turn(event.node, at, true);
      case "crash":
        return this.#turn(event.node, at, false);
      case "state": {
        const isUp = this.#turns[event.node]!.at(-1)?.isUp ?? true;
        return void this.#turns[event.node]!.push({ at, isUp, state: event.state as NodeState });
      }
      case "send": {
        const { message, from, to, body, latencyMs } = event;
        const isLost = latencyMs === Infinity;
        const end = at + (isLost ? LOST_MS : latencyMs);
        this.#sent.push({ message, from, to, body: body as Message, at, end, isLost });
      }
    }
  }

  #turn(node: NodeId, at: number, isUp: boolean): void {
    const turns = this.#turns[node]!;
    turns.push({ at, isUp, state: turns.at(-1)?.state });
  }
}

function patienceOf(alarm: Alarm | undefined, time: number): number | undefined {
  if (alarm === undefined || alarm.due === Infinity || alarm.due < time) return undefined;
  return alarm.due === alarm.at ? 0 : (alarm.due - time) / (alarm.due - alarm.at);
}

function latest<T extends { readonly at: number }>(all: readonly T[], time: number): T | undefined {
  return all[lastUpTo(all, time)];
}

/** The place of the last of them that is not later; −1 when all are. */
function lastUpTo(all: readonly { readonly at: number }[], time: number): number {
  let [low, high] = [-1, all.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (all[middle]!.at <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
