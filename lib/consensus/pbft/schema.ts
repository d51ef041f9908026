/** The shape of the messages of PBFT, as they come from a network. @module */

import {
  anything,
  boolean,
  integer,
  list,
  message,
  oneOf,
  orNull,
  record,
  type Schema,
  text,
  type Variants,
} from "../../codec/schema.ts";
import { certificateOf, saidOf, signedOf } from "../byzantine_client/said_schema.ts";
import { anyParts, clientMessages, type Parts, requestOf } from "../byzantine_client/schema.ts";
import type { Message } from "./messages.ts";
import type {
  Batch,
  Checkpoint,
  Claimed,
  Commit,
  NewView,
  Place,
  Prepare,
  PrePrepare,
  Proof,
  ViewChange,
} from "./statements.ts";

const name = text(100), digest = text(200);

/** What votes for a batch say besides their kind. */
const vote = {
  cluster: [2, name],
  view: [3, integer],
  sequence: [4, integer],
  digest: [5, digest],
} as const;

const prePrepare: Schema<PrePrepare> = record({ kind: [1, oneOf("prePrepare")], ...vote });
const prepare: Schema<Prepare> = record({ kind: [1, oneOf("prepare")], ...vote });
const commit: Schema<Commit> = record({ kind: [1, oneOf("commit")], ...vote });
const checkpoint: Schema<Checkpoint> = record({
  kind: [1, oneOf("checkpoint")],
  cluster: [2, name],
  sequence: [3, integer],
  digest: [4, digest],
});
const places: Schema<readonly Place[]> = list(
  record({ view: [1, integer], sequence: [2, integer], digest: [3, digest] }),
);
const claimed: Schema<Claimed> = record({ prepared: [1, places], accepted: [2, places] });

function viewChangeOf({ node }: Parts): Schema<ViewChange> {
  const proof: Schema<Proof> = record({
    prePrepare: [1, saidOf(prePrepare, node)],
    prepares: [2, certificateOf(prepare, node)],
  });
  return record({
    kind: [1, oneOf("viewChange")],
    cluster: [2, name],
    view: [3, integer],
    stable: [4, orNull(certificateOf(checkpoint, node))],
    prepared: [5, list(proof)],
    claimed: [6, claimed, "optional"],
  });
}

function newViewOf(parts: Parts): Schema<NewView> {
  return record({
    kind: [1, oneOf("newView")],
    cluster: [2, name],
    view: [3, integer],
    viewChanges: [4, list(signedOf(viewChangeOf(parts), parts.node))],
    prePrepares: [5, list(signedOf(prePrepare, parts.node))],
  });
}

/** Every message. */
export function messages(parts: Parts): Variants<Message> {
  const { node } = parts;
  const batch: Schema<Batch> = list(saidOf(requestOf(parts), node));
  return {
    ...clientMessages(parts),
    prePrepare: [4, { prePrepare: [1, saidOf(prePrepare, node)], batch: [2, batch] }],
    prepare: [5, { prepare: [1, saidOf(prepare, node)] }],
    commit: [6, { commit: [1, saidOf(commit, node)] }],
    checkpoint: [7, { checkpoint: [1, signedOf(checkpoint, node)] }],
    viewChange: [8, { viewChange: [1, signedOf(viewChangeOf(parts), node)] }],
    newView: [9, { newView: [1, signedOf(newViewOf(parts), node)] }],
    status: [10, {
      view: [1, integer],
      changing: [2, boolean],
      low: [3, integer],
      executed: [4, integer],
    }],
    decided: [11, { commits: [1, certificateOf(commit, node)], batch: [2, orNull(batch)] }],
    stable: [12, { checkpoints: [1, certificateOf(checkpoint, node)] }],
    ...pages(),
    fetchBatch: [13, { digest: [1, digest] }],
    batch: [14, { batch: [1, batch] }],
  };
}

type Part<K extends Message["type"]> = Variants<Extract<Message, { readonly type: K }>>;

function pages(): Part<"fetchPages" | "pages" | "fetchPage" | "page"> {
  return {
    fetchPages: [15, { sequence: [1, integer] }],
    pages: [16, { sequence: [1, integer], digests: [2, list(digest)] }],
    fetchPage: [17, { sequence: [1, integer], page: [2, integer] }],
    // That it is the one that was asked for, its digest says.
    page: [18, { sequence: [1, integer], page: [2, integer], content: [3, anything] }],
  };
}

/** A message of PBFT, whatever it replicates. */
export const anyMessage: Schema<Message> = message(messages(anyParts));
