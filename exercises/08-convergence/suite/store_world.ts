/** Copies of a store as judges see them: a protocol, what is to be read, and how it is told. @module */

import { told } from "hb/grade/told.ts";
import { clone } from "hb/model/clone.ts";
import { inWords as dataInWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { World } from "hb/sim/world.ts";
import type { RunningStore, StoreRequest, StoreRules } from "../given.ts";
import { inWords } from "./values.ts";

/** The reader's store; what is not chosen is as in most runs. */
export type Begin = (chosen?: Partial<StoreRules>) => RunningStore;
export type Copies = World<unknown, Tagged, Tagged, unknown>;
export type CopyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

export const rules: StoreRules = { roundMs: 50, most: 50, names: 2 ** 30 };

/** It on nodes; journals are kept whole where nothing else is said. */
export function onNodes({ start, upon, after = {}, compact }: RunningStore): CopyProtocol {
  const whole = (journal: readonly unknown[]) => [...journal];
  return { start, upon, after, compact: compact ?? whole } as unknown as CopyProtocol;
}

/** What a copy would answer now; the copy does not notice. */
export function peek(
  { upon }: RunningStore,
  state: unknown,
  nodes: number,
  request: StoreRequest,
): unknown {
  const io = new StepIo<Tagged, Tagged, unknown>({ self: 0, nodes });
  upon[request.type]!(clone(state), { ...request, from: nodes }, io);
  const answers = io.effects.filter(({ kind }) => kind === "answer");
  return answers.length === 1 ? (answers[0] as { readonly result: unknown }).result : undefined;
}

export const elementsAt = (
  running: RunningStore,
  state: unknown,
  nodes: number,
  key: string,
): string => inWords(peek(running, state, nodes, { type: "elements", key }));
export const readAt = (
  running: RunningStore,
  state: unknown,
  nodes: number,
  key: string,
): unknown => peek(running, state, nodes, { type: "read", key });

/** A request in words. */
export function asked(request: StoreRequest): string {
  const key = told(request.key);
  switch (request.type) {
    case "write":
      return `write ${told(request.value)} to ${key}`;
    case "read":
      return `read ${key}`;
    case "add":
      return `add ${told(request.element)} to ${key}`;
    case "remove":
      return `remove ${told(request.element)} from ${key}`;
    case "elements":
      return `tell what is in ${key}`;
  }
}

const REQUESTS: readonly string[] = ["write", "read", "add", "remove", "elements"];
const MOST = 60;

/** A message of the reader's: its type, and the fields that are short. */
function inShort({ type, ...fields }: Tagged): string {
  const short = Object.entries(fields).filter(([, value]) =>
    typeof value !== "object" || value === null
  );
  const words = short.map(([name, value]) => `${name} ${dataInWords(value, MOST)}`);
  if (words.length < Object.keys(fields).length) words.push("…");
  return words.length === 0 ? type : `${type} (${words.join(", ")})`;
}

/** How runs are told. */
export const storeLabels: Labels<unknown, Tagged, Tagged, unknown> = {
  node: (node: NodeId) => `copy ${node}`,
  message: (message) =>
    REQUESTS.includes(message.type) ? asked(message as unknown as StoreRequest) : inShort(message),
  timer: (timer) => dataInWords(timer, MOST),
  request: (input) => asked(input as StoreRequest),
  answer: (answer) => dataInWords(answer, MOST),
};
