/** One step of one handler, and what it asked of the world. @module */

import { clone } from "hb/model/clone.ts";
import { NotDoneYet } from "hb/grade/todo.ts";
import type { NodeId } from "hb/model/protocol.ts";
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
  const asked: Asked = { sends: [], answers: [], waits: [], saves: [] };
  step({
    self,
    peers: [0, 1, 2],
    now: () => 0,
    choose: (n) => Math.floor(n / 2),
    send: (to, message) => void asked.sends.push({ to, message: clone(message) }),
    answer: (finder, result) => void asked.answers.push({ finder, result }),
    wait: (delayMs, timer) => void asked.waits.push({ delayMs, timer }),
    cancel() {},
    save: (record) => void asked.saves.push(clone(record)),
  });
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
