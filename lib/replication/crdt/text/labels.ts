/** How a shared text is told in diagrams. @module */

import type { Labels } from "../../../model/labels.ts";
import { labels as below } from "../../causal_broadcast/labels.ts";
import type { Message, Saved, Timer } from "../../causal_broadcast/messages.ts";
import { keyOf } from "../../causal_broadcast/messages.ts";
import type { Request } from "../operation/over_broadcast.ts";
import type { Edit, Id, Operation } from "../sequence/operation.ts";
import { fugue } from "../sequence/sequence.ts";
import type { Sequence } from "../sequence/state.ts";
import type { TextState } from "./text.ts";

const named = (id: Id | null) => id === null ? "the start" : `${id.counter}@${id.replica}`;

/** An operation in words: "“ab” right of 3@1" – its parent is the element with counter 3 of replica 1. */
export function told(operation: Operation): string {
  if (operation.type === "insert") {
    return `“${operation.text}” ${operation.side} of ${named(operation.parent)}`;
  }
  const spans = operation.spans.map((span) =>
    span.length === 1 ? named(span) : `${named(span)}+${span.length - 1}`
  );
  return `without ${spans.join(", ")}`;
}

function request(input: unknown): string {
  const asked = input as Request<Edit>;
  if (asked.type === "read") return "read";
  const { update } = asked;
  return update.type === "insert"
    ? `“${update.text}” at ${update.at}`
    : `delete ${update.count} at ${update.at}`;
}

/** Nodes by their texts; broadcasts by what they do. */
export const labels: Labels<TextState, Message<Operation>, Timer, Saved<Sequence, Operation>> = {
  ...below as Labels<TextState, Message<Operation>, Timer, Saved<Sequence, Operation>>,
  state: ({ app }) => app.items.length === 0 ? undefined : `“${fugue.value(app)}”`,
  message(message) {
    switch (message.type) {
      case "ask":
        return request(message.input);
      case "broadcast":
        if (message.change !== undefined) return below.message!(message);
        return `${keyOf(message)} ${told(message.payload)}`;
      default:
        return below.message!(message);
    }
  },
  request,
  answer: (output) => `“${output}”`,
};
