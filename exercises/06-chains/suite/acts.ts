/** A call of a node, and what comes of it. @module */

import type { NodeId } from "../given.ts";
import type { Why } from "./why.ts";
import { inOrder } from "./words.ts";

/** A call of a node. */
export interface Act {
  readonly node: NodeId;
  /** Which function: "upon", or "start" for a node that starts again. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly words: string;
  readonly why: Why;
  /** Which of the messages on their way comes with it, and stays on its way though it came. */
  readonly flight?: Flight;
  readonly stays?: boolean;
}

/** A message on its way. */
export interface Flight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: { readonly type: string };
}

/** A node's code: `start`, and functions of its state. */
// deno-lint-ignore no-explicit-any -- each part has functions of its own
export type Code = Readonly<Record<string, (...given: any[]) => any>>;

/** What a node did. */
export type Effect =
  | { readonly kind: "send"; readonly to: NodeId; readonly message: { readonly type: string } }
  | { readonly kind: "answer"; readonly client: NodeId; readonly answer: unknown }
  | { readonly kind: "confirm"; readonly round: number };

/** What is seen of a node: functions of its state, and how what they give is told. */
export type Looks = Readonly<Record<string, (given: unknown) => string>>;

/** Calls a node of some code; tells what it does, and how it looks if that has changed. */
export function perform(
  code: Code,
  states: unknown[],
  { node, name, args }: Act,
  looks: Looks,
  did: (words: string) => void,
): Effect[] {
  const effects: Effect[] = [];
  const io = {
    send: (to: NodeId, message: { type: string }) =>
      void effects.push({ kind: "send", to, message }),
    answer: (client: NodeId, answer: unknown) =>
      void effects.push({ kind: "answer", client, answer }),
    confirm: (round: number) => void effects.push({ kind: "confirm", round }),
  };
  const look = () => Object.keys(looks).map((each) => looks[each]!(code[each]!(states[node])));
  const before = look();
  let gave: unknown;
  if (name === "start") states[node] = code["start"]!(...args);
  else gave = code[name]!(states[node], ...args, io);
  for (const each of effects) did(inWords(each));
  if (gave !== undefined) did(`it says ${inOrder(gave)}`);
  for (const [i, words] of look().entries()) if (words !== before[i]) did(words);
  return effects;
}

function inWords(effect: Effect): string {
  if (effect.kind === "send") return `it sends node ${effect.to} ${inOrder(effect.message)}`;
  if (effect.kind === "answer") {
    return `it answers client ${effect.client}: ${inOrder(effect.answer)}`;
  }
  return `it asks the masters, round ${effect.round}`;
}
