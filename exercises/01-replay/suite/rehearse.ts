/** One step of one handler, and what it asked of the world. @module */

import { NotDoneYet } from "hb/grade/todo.ts";
import { nested } from "hb/model/nested.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { StepIo } from "hb/model/step_io.ts";
import { type Io, type Message, newborn, type State, type Timer } from "../office.ts";

/** What a step asked for, in order. */
export interface Asked {
  readonly sends: { readonly to: NodeId; readonly message: Message }[];
  readonly answers: { readonly finder: NodeId; readonly result: unknown }[];
  readonly waits: { readonly delayMs: number; readonly timer: Timer }[];
  readonly saves: State[];
}

/** Runs `step` at node `self` of three, and gives what it asked for. Draws are always the middle. */
export function rehearse(self: NodeId, step: (io: Io) => void): Asked {
  const io = new StepIo<Message, Timer, State>({ self, nodes: 3 });
  step(nested(io, { choose: (n) => Math.floor(n / 2) }));
  const asked: Asked = { sends: [], answers: [], waits: [], saves: [] };
  for (const effect of io.effects) {
    if (effect.kind === "send") asked.sends.push(effect);
    if (effect.kind === "answer") {
      asked.answers.push({ finder: effect.client, result: effect.result });
    }
    if (effect.kind === "wait") asked.waits.push(effect);
    if (effect.kind === "save") asked.saves.push(effect.record);
  }
  return asked;
}

/** Throws `NotDoneYet` if the step does; what else it does is not looked at yet. */
export function assertBegun(self: NodeId, step: (io: Io) => void): void {
  try {
    rehearse(self, step);
  } catch (error) {
    if (error instanceof NotDoneYet) throw error;
  }
}

/** A branch with two open calls, 2 and 3, of the finders 7 and 8. */
export function busyBranch(): State {
  return {
    ...newborn(),
    calls: 3,
    open: new Map([
      [2, { finder: 7, thing: "hat" }],
      [3, { finder: 8, thing: "glove" }],
    ]),
  };
}
