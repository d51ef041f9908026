/**
 * Members whose messages wait until the test says which of them arrive, and whose timers fire when the test says so:
 * the order of events of a report, written down as it happened. At each choice the first way is taken.
 */

import type { Rules } from "hb/membership/swim/rules.ts";
import type { Message, Saved, Timer } from "hb/membership/swim/messages.ts";
import type { Settings } from "hb/membership/swim/settings.ts";
import type { News, Status } from "hb/membership/swim/standing.ts";
import type { State } from "hb/membership/swim/state.ts";
import { swim } from "hb/membership/swim/swim.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import type { StepEvent } from "hb/model/step_effect.ts";
import { keyOf } from "hb/model/timer_key.ts";

/** A message that waits. */
export interface Letter {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
}

/** Members, and all that they have said. */
export interface Stage {
  readonly states: readonly State[];
  /** What waits, the oldest first. */
  readonly letters: Letter[];
  /** The timers of a node that are pending. */
  timers(node: NodeId): readonly Timer[];
  /** A message arrives that the test has made. */
  hand(from: NodeId, to: NodeId, message: Message): void;
  /** Somebody tells a node this, in a packet that says nothing else. */
  tell(from: NodeId, to: NodeId, ...news: News[]): void;
  /** These messages arrive, and those that come of them if they are such ones; all others wait. */
  deliver(which?: (letter: Letter) => boolean): void;
  /** All that waits is lost. */
  lose(): void;
  /** A timer fires, pending or not. */
  fire(node: NodeId, timer: Timer): void;
  /** A node crashes, and is back with what it had saved, or without. */
  crash(node: NodeId, disk?: "kept" | "wiped"): void;
}

/** News of a member; who says it does not matter unless it is given. */
export function news(member: NodeId, status: Status, incarnation: number, by = member): News {
  return { member, status, incarnation, by };
}

/** Members that have just started. */
export function stageOf(
  nodes: number,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Stage {
  const protocol = swim({ syncMs: 0, ...settings }, rules);
  const states: State[] = [], letters: Letter[] = [];
  const journals = Array.from({ length: nodes }, (): Saved[] => []);
  const pending = journals.map(() => new Map<string, Timer>());
  const run = (node: NodeId, event: StepEvent<Message, Timer, Saved>) => {
    const { state, effects } = step(protocol, states[node], event, { self: node, nodes });
    states[node] = state;
    for (const effect of effects) {
      if (effect.kind === "send") letters.push({ from: node, ...effect });
      if (effect.kind === "save") journals[node]!.push(effect.record);
      if (effect.kind === "wait") {
        pending[node]!.set(`${effect.timer.type} ${keyOf(effect.timer)}`, effect.timer);
      }
      if (effect.kind === "cancel") pending[node]!.delete(`${effect.type} ${effect.key}`);
    }
  };
  const hand = (from: NodeId, to: NodeId, message: Message) =>
    run(to, { kind: "message", from, message });
  for (let node = 0; node < nodes; node++) run(node, { kind: "start", journal: [] });
  return {
    states,
    letters,
    timers: (node) => [...pending[node]!.values()],
    hand,
    tell: (from, to, ...news) =>
      hand(from, to, { type: "nack", sequence: -1, incarnation: -1, news }),
    deliver(which = () => true) {
      for (let at = 0; (at = letters.findIndex(which)) >= 0;) {
        const [{ from, to, message }] = letters.splice(at, 1) as [Letter];
        hand(from, to, message);
      }
    },
    lose: () => void letters.splice(0),
    fire(node, timer) {
      pending[node]!.delete(`${timer.type} ${keyOf(timer)}`);
      run(node, { kind: "timer", timer });
    },
    crash(node, disk = "kept") {
      if (disk === "wiped") journals[node]!.splice(0);
      pending[node]!.clear();
      run(node, { kind: "start", journal: journals[node]!.slice(-1) });
    },
  };
}
