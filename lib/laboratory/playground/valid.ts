/** What a session may be. Sessions come from strangers, in links. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import {
  type Act,
  LONGEST_MS,
  MOST_ACTS,
  mostNodes,
  type Session,
  type TimedAct,
} from "./session.ts";
import { cannot, whole } from "./valid_number.ts";
import { assertSettings } from "./valid_settings.ts";

/** Throws, in a sentence that a reader understands, unless the session can be played with this protocol. */
export function assertSession(session: Session, kit: AnyPlaygroundKit): void {
  const { protocol, seed, nodes, settings, acts } = session;
  if (protocol !== kit.kit.name) throw cannot(`it must be one of ${kit.kit.name}`, protocol);
  whole("its seed", seed, 0, Number.MAX_SAFE_INTEGER);
  whole("its number of nodes", nodes, kit.nodes.least, mostNodes(kit));
  assertSettings(kit, settings);
  if (acts.length > MOST_ACTS) {
    throw cannot(`it must have at most ${MOST_ACTS} acts`, acts.length);
  }
  let before = 0;
  for (const timed of acts) {
    assertAct(kit, timed, nodes, before);
    before = timed.at;
  }
}

/** Throws unless an act can be done in a cluster of `nodes` nodes, not before `before` ms. */
export function assertAct(
  kit: AnyPlaygroundKit,
  { at, act }: TimedAct,
  nodes: number,
  before = 0,
): void {
  whole("the time of an act", at, before, LONGEST_MS);
  if (act.kind === "set") return assertSettings(kit, act.settings);
  if ("node" in act) whole("the node of an act", act.node, 0, nodes - 1);
  if ("from" in act) assertLink(act, nodes);
  if (act.kind === "ask") assertRequest(kit, act, nodes);
  if (act.kind === "command" && !Object.hasOwn(kit.commands, act.command)) {
    throw cannot("a command must be one of the protocol's", act.command);
  }
}

type Of<K extends Act["kind"]> = Extract<Act, { readonly kind: K }>;

function assertLink(
  { from, to }: Of<"cut link" | "mend link">,
  nodes: number,
): void {
  whole("the node of an act", from, 0, nodes - 1);
  whole("the node of an act", to, 0, nodes - 1);
  if (from === to) {
    throw cannot("a link must lie between two nodes", `${from} and ${to}`);
  }
}

function assertRequest(
  kit: AnyPlaygroundKit,
  { node, request, words }: Of<"ask">,
  nodes: number,
): void {
  if (!Object.hasOwn(kit.requests, request)) {
    throw cannot("a request must be one of the protocol's", request);
  }
  if (kit.asksAt?.(node) === false) {
    throw cannot(
      "a request must be made at a node that a client sits beside",
      `node ${node}`,
    );
  }
  const wanted = kit.requests[request]!.fields;
  if (Object.keys(words).sort().join() !== [...wanted].sort().join()) {
    throw cannot(
      `the words of a request must be ${wanted.join(", ")}`,
      Object.keys(words),
    );
  }
  for (const name of wanted) {
    const { kind, pattern, words: must } = kit.fields[name]!;
    if (!new RegExp(`^(?:${pattern})$`).test(words[name]!)) {
      throw cannot(`the ${name} must be ${must}`, words[name]);
    }
    if (kind === "node") whole(`the ${name}`, Number(words[name]), 0, nodes - 1);
  }
}
