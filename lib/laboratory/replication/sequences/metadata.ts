/**
 * What a text costs that is edited for long: elements that users see no more, with causal stability and without. Replicas
 * take turns in writing, revise what they wrote, and one of them may be away, which holds back what is stable.
 *
 * @module
 */

import type { Edit, Operation } from "../../../replication/crdt/sequence/operation.ts";
import { fugue } from "../../../replication/crdt/sequence/sequence.ts";
import { encodeSequence } from "../../../replication/crdt/sequence/state_bytes.ts";
import { keptOf, type Sequence } from "../../../replication/crdt/sequence/state.ts";
import { Random } from "../../../sim/random.ts";

/** What there is after some edits. */
export interface Growth {
  /** How many edits there were. */
  readonly edits: number;
  /** How many elements users see. */
  readonly visible: number;
  /** How many deleted ones are kept where stable ones are dropped. */
  readonly lean: number;
  /** How many are kept where nothing is dropped. */
  readonly full: number;
  /** The bytes of both states (`state_bytes.ts`), the text itself included. */
  readonly bytes: { readonly lean: number; readonly full: number };
}

/** How a text is edited. */
export interface Editing {
  /** How many edits. */
  readonly edits: number;
  /** How many replicas. */
  readonly replicas?: number;
  /** Between which edits the last replica is away. */
  readonly away?: readonly [from: number, to: number];
  /** Whether what is deleted is what was just written, as one who types does, or anything; default true. */
  readonly revises?: boolean;
}

/**
 * Measures after every tenth part of the edits. Every edit reaches the others at once, but for one that is away: so whatever
 * all who are there have is stable when nobody is.
 */
export function growth(
  { edits, replicas = 3, away = [0, 0], revises = true }: Editing,
): readonly Growth[] {
  const random = new Random(1, "growth"), lean = fugue.init(), full = fugue.init();
  const measured: Growth[] = [], counts = new Map<number, number>();
  let cursor = 0, held = new Map<number, number>();
  for (let i = 0; i < edits; i++) {
    const isAway = i >= away[0] && i < away[1], writer = random.below(replicas - (isAway ? 1 : 0));
    const edit = next(random, lean, cursor, revises);
    cursor = edit.type === "insert" ? edit.at + edit.text.length : edit.at;
    const operation: Operation = fugue.prepare(lean, writer, edit);
    for (const s of [lean, full]) fugue.effect(s, operation);
    counts.set(writer, operation.dot.count);
    // Who is away acknowledges nothing: only what it knew when it left is stable.
    if (!isAway) held = new Map(counts);
    if ((i + 1) % 20 === 0) fugue.stable!(lean, held);
    if ((i + 1) % Math.ceil(edits / 10) === 0) measured.push(sizes(i + 1, lean, full));
  }
  return measured;
}

/** Mostly goes on where it was; now and then deletes; now and then goes elsewhere. */
function next(random: Random, { visible }: Sequence, cursor: number, revises: boolean): Edit {
  const jumps = random.chance(0.02),
    at = jumps ? random.below(visible + 1) : Math.min(cursor, visible);
  const deletes = visible > 10 && random.chance(0.42);
  if (!deletes) return { type: "insert", at, text: "x" };
  if (revises) return { type: "delete", at: Math.max(0, at - 1), count: 1 };
  return { type: "delete", at: random.below(visible), count: 1 };
}

function sizes(edits: number, lean: Sequence, full: Sequence): Growth {
  return {
    edits,
    visible: lean.visible,
    lean: keptOf(lean).deleted,
    full: keptOf(full).deleted,
    bytes: { lean: encodeSequence(lean).length, full: encodeSequence(full).length },
  };
}
