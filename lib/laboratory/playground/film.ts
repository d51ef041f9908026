/**
 * A run as it is seen: how the nodes stand at any time, and which messages are under way just then. It is
 * a sample of the story, so a reader can look back without anything being played again.
 *
 * A message is drawn as the network planned it when it was sent: one that is lost as it is sent goes half of
 * the way, one that finds nobody arrives all the same.
 *
 * @module
 */

import type { Seen } from "../../kit/playground.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { lastUpTo } from "../../model/story/last.ts";
import type { SentMessage } from "../../model/story/parts.ts";
import type { Story } from "../../model/story/story.ts";
import type { PendingTimer } from "./pending_timers.ts";

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
  readonly body: Tagged;
  /** How much of the way lies behind it: from 0 to 1. */
  readonly share: number;
  /** Whether it will be lost before it arrives: then it gets half of the way. */
  readonly isLost: boolean;
}

/** A node at one time. */
export interface NodeView extends Seen<unknown> {
  /** Its timer that is seen, while that runs: how much of its time is left, from 1 to 0. */
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

/** The run of one story, which may still grow. */
export class Film {
  readonly #story: Story;
  readonly #pendingTimers: PendingTimer[][];
  #alarmsRead = 0;

  /** A film of `nodes` nodes; it shows as much as the story tells. */
  constructor(nodes: number, story: Story) {
    this.#story = story;
    this.#pendingTimers = Array.from({ length: nodes }, () => []);
  }

  /** Takes what has come to the same alarms since the last time. */
  take(pendingTimers: readonly PendingTimer[]): void {
    for (; this.#alarmsRead < pendingTimers.length; this.#alarmsRead++) {
      const alarm = pendingTimers[this.#alarmsRead]!;
      this.#pendingTimers[alarm.node]!.push(alarm);
    }
  }

  /** What is seen at a time, everything that happens just then included. */
  at(time: number): Scene {
    const nodes = this.#pendingTimers.map((pendingTimers, node): NodeView => {
      const turn = latest(this.#story.life(node), time);
      const isUp = turn !== undefined && turn.standing !== "down";
      const patience = isUp ? patienceOf(latest(pendingTimers, time), time) : undefined;
      return {
        node,
        isUp,
        state: turn?.state as Readonly<unknown> | undefined,
        patience,
      };
    });
    return { at: time, nodes, flights: this.#flights(time) };
  }

  #flights(time: number): Flight[] {
    const { messages } = this.#story;
    const flights: Flight[] = [];
    for (let i = lastUpTo(messages, time, ({ sent }) => sent.at); i >= 0; i--) {
      if (messages[i]!.sent.at < time - LONGEST_WAY_MS) break;
      const flight = flightOf(messages[i]!, time);
      if (flight !== undefined) flights.push(flight);
    }
    return flights.reverse();
  }
}

/** A message that has been sent, at a time; undefined once it is no longer on its way. */
function flightOf(
  { message, from, to, body, sent, latencyMs }: SentMessage,
  time: number,
) {
  const isLost = latencyMs === Infinity;
  const wayMs = isLost ? LOST_MS : latencyMs;
  const passedMs = time - sent.at;
  if (passedMs >= wayMs) return undefined;
  const share = passedMs / wayMs * (isLost ? 0.5 : 1);
  return {
    message,
    from,
    to,
    body: body as Tagged,
    isLost,
    share,
  } satisfies Flight;
}

function patienceOf(
  alarm: PendingTimer | undefined,
  time: number,
): number | undefined {
  if (alarm === undefined || alarm.due === Infinity || alarm.due < time) {
    return undefined;
  }
  return alarm.due === alarm.at ? 0 : (alarm.due - time) / (alarm.due - alarm.at);
}

function latest<T extends { readonly at: number }>(
  all: readonly T[],
  time: number,
): T | undefined {
  return all[lastUpTo(all, time, ({ at }) => at)];
}
