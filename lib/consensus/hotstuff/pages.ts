/** A state as pages, and the state that pages are. @module */

import { clone } from "../../model/clone.ts";
import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Frozen, frozen, type MaybePaged, thawed } from "../../replicated/paging.ts";
import type { LastReply } from "../byzantine_client/served.ts";
import { type Block, idOf } from "./block.ts";
import type { HotStuff } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Replica } from "./state.ts";
import { tipOf } from "./tree.ts";

/** The first page: all that does not belong to the state machine. */
interface Head {
  /** The block that was executed last: the chain goes on from there. */
  readonly block: Block;
  /** How many requests were executed. */
  readonly executed: number;
  /** What each client was answered last. */
  readonly served: readonly (readonly [NodeId, LastReply])[];
  /** Of a state machine with pages, what is in none of them; of another, null. */
  readonly paged: Omit<Frozen, "pages"> | null;
}

/** The digest of a page, or of the digests of all. */
export function digestOf({ digest }: HotStuff, content: unknown): string {
  return digest(encode(content));
}

/** The state as it is now. */
export function snapshotOf(hotstuff: HotStuff, s: Replica): Snapshot {
  const { machine: kind, rules } = hotstuff as HotStuff & { machine: MaybePaged };
  const block = tipOf(s), state = frozen(kind, s.machine);
  const served = rules.keepsAnswers ? clone([...s.served].sort(([a], [b]) => a - b)) : [];
  const head = { block, executed: s.executed, served };
  const pages = kind.paging === undefined
    ? [{ ...head, paged: null } satisfies Head, state]
    : pagesOf(head, state as Frozen);
  const digests = pages.map((page) => digestOf(hotstuff, page));
  return { height: block.height, pages, digests };
}

function pagesOf(head: Omit<Head, "paged">, { pages, ...paged }: Frozen): readonly unknown[] {
  return [{ ...head, paged } satisfies Head, ...pages];
}

/** Goes on from a state: its block is the lowest of the decided chain, and all below it is forgotten. */
export function restore(hotstuff: HotStuff, s: Replica, { pages }: Snapshot): void {
  const [head, ...rest] = pages as [Head, ...unknown[]], { block, executed, served } = head;
  const state = head.paged === null ? rest[0] : { ...head.paged, pages: rest };
  s.machine = thawed(hotstuff.machine as MaybePaged, state);
  s.executed = executed;
  s.served.clear();
  for (const [client, last] of clone(served)) s.served.set(client, last);
  const id = idOf(block, hotstuff.digest);
  s.blocks.set(id, block);
  s.committed.splice(0, Infinity, id);
}
