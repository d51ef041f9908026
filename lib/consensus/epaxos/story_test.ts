/** Replicas that hear what a story wants them to hear, for the tests beside this file. */

import type { StepEvent } from "../../model/step_effect.ts";
import { step } from "../../model/step.ts";
import { bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { valueLabel } from "./value.ts";

/** Replicas between which a message arrives when the story says so, and else never. */
export function storyWith(change: Change | undefined, nodes: number) {
  const protocol = protocolWith(change, {
    machine: listMachine as Options["machine"],
    recoverMs: [1, 1],
    statusMs: Infinity,
  });
  const states: State[] = [], journals: Saved[][] = [];
  const sent: { from: number; to: number; message: Message }[] = [];
  const happen = (self: number, event: StepEvent<Message, Timer, Saved>) => {
    const { state, effects } = step(protocol, states[self], event, { self, nodes });
    states[self] = state;
    for (const effect of effects) {
      if (effect.kind === "save") (journals[self] ??= []).push(effect.record);
      if (effect.kind === "send") sent.push({ from: self, to: effect.to, message: effect.message });
    }
  };
  for (let self = 0; self < nodes; self++) happen(self, { kind: "start", journal: [] });
  return {
    states,
    ask: (self: number) =>
      happen(self, { kind: "message", from: 9, message: bare("a") as Message }),
    takeOver: (self: number, key: string) =>
      happen(self, { kind: "timer", timer: { type: "retry", key } }),
    comeBack: (self: number) =>
      happen(self, { kind: "start", journal: protocol.compact!(journals[self]!) }),
    /** What the two have to say to each other, so many messages of it. */
    talk(a: number, b: number, messages: number) {
      for (let i = 0; i < messages; i++) {
        const next = sent.findIndex(({ from, to }) =>
          from === a && to === b || from === b && to === a
        );
        const { from, to, message } = sent.splice(next, 1)[0]!;
        happen(to, { kind: "message", from, message });
      }
    },
    /** All that these have to say to each other. */
    settle(nodes: readonly number[]) {
      for (;;) {
        const next = sent.findIndex(({ from, to }) => nodes.includes(from) && nodes.includes(to));
        if (next < 0) return;
        const { from, to, message } = sent.splice(next, 1)[0]!;
        happen(to, { kind: "message", from, message });
      }
    },
    lose: () => void sent.splice(0),
  };
}

/** What each takes for decided in the first instance of a replica. */
export function decidedIn(states: readonly State[], replica: number): (string | undefined)[] {
  return states.map((s) => {
    const instance = s.rows[replica]!.get(1);
    return instance?.phase === "committed" ? valueLabel(instance.proposal!.value) : undefined;
  });
}
