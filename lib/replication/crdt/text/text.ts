/**
 * A text that is shared: each node has a replica of it, takes edits of its clients at once, and tells the others by causal
 * broadcast. Nobody waits for anybody, and two sides of a partition go on editing. Deleted elements are dropped as soon as
 * causal stability lets them be.
 *
 * @module
 */

import { assertKinds, oneOf, text, whole } from "../../../model/kinds.ts";
import type { Protocol } from "../../../model/protocol.ts";
import type { Application } from "../../causal_broadcast/application.ts";
import { causalBroadcast } from "../../causal_broadcast/causal_broadcast.ts";
import type { Message, Saved, Timer } from "../../causal_broadcast/messages.ts";
import type { Rules as BroadcastRules } from "../../causal_broadcast/rules.ts";
import type { Settings } from "../../causal_broadcast/settings.ts";
import type { State } from "../../causal_broadcast/state.ts";
import type { OperationCrdt } from "../crdt.ts";
import { overBroadcast } from "../operation/over_broadcast.ts";
import type { Edit, Operation } from "../sequence/operation.ts";
import { fugue } from "../sequence/order.ts";
import { sequence } from "../sequence/sequence.ts";
import type { Sequence } from "../sequence/state.ts";
import { type Rules, rules as right } from "./rules.ts";

/** One node with its replica. */
export type TextState = State<Sequence, Operation>;

/** What may be done wrong: in the text, or below it. */
export interface Change {
  /** Rules of the text. */
  readonly text?: Partial<Rules>;
  /** Rules of the broadcast. */
  readonly broadcast?: Partial<BroadcastRules>;
}

/** The sequence that replicas edit. */
export function textOf(rules: Rules): OperationCrdt<Sequence, Edit, Operation, string> {
  const order = { ...fugue, place: rules.place, compare: rules.compare };
  const own = sequence(order);
  return {
    ...own,
    prepare: (s, replica, edit) => rules.prepared(own.prepare(s, rules.writer(replica), edit), s),
    effect: (s, operation) => {
      const taken = rules.taken(operation, s);
      if (taken !== undefined) own.effect(s, taken);
    },
    stable: (s, upTo) => own.stable!(s, rules.collects(s, upTo)),
  };
}

/**
 * An edit as far as it fits the text: who asks may know another text than the replica that does it. Throws `RangeError`
 * where it would be no edit of any text.
 */
export function fitted(
  { visible }: Readonly<Sequence>,
  edit: Edit,
): Edit | undefined {
  assertEditKinds(edit);
  const at = Math.min(edit.at, visible);
  if (edit.type === "insert") return edit.text === "" ? undefined : { ...edit, at };
  const count = Math.min(edit.count, visible - at);
  return count > 0 ? { ...edit, at, count } : undefined;
}

function assertEditKinds(edit: Edit): void {
  const type = oneOf("insert", "delete"), doing = "edit a text";
  if (edit?.type === "delete") assertKinds(doing, edit, { type, at: whole, count: whole });
  else assertKinds(doing, edit, { type, at: whole, text });
}

/** The application of causal broadcast. */
export function textApplication(rules: Partial<Rules> = {}): Application<Sequence, Operation> {
  return overBroadcast(textOf({ ...right, ...rules }), { fit: fitted });
}

/** Nodes that share a text. Clients ask with a `Request<Edit>`. */
export function sharedText(
  settings: Partial<Settings> = {},
  change: Change = {},
): Protocol<TextState, Message<Operation>, Timer, Saved<Sequence, Operation>> {
  return causalBroadcast(textApplication(change.text), settings, change.broadcast);
}
