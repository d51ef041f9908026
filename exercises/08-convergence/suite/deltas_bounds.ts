/** What a copy that sends deltas may keep, and must save. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { DeltaIo, DeltaMessage, Deltas, SavedCopy, Texts } from "../given.ts";
import { inRoom } from "./copies.ts";

/** Requires all that is told here. */
export function bounds(deltas: Deltas, grading: Grading): void {
  isForgotten(deltas, grading);
  savesMany(deltas, grading);
  keepsMany(deltas, grading);
}

/** What all have is not kept as deltas, nor what is beyond the bound. */
function isForgotten(deltas: Deltas, grading: Grading): void {
  const runs = [
    { peers: [1, 2], most: 20, ackedAfter: 1, words: "and both peers have acknowledged each" },
    { peers: [1, 2], most: 20, ackedAfter: null, words: "20 of which may be kept" },
    {
      peers: [1, 2],
      most: 200,
      ackedAfter: 200,
      words: "and then both peers acknowledge the last",
    },
    { peers: [], most: 200, ackedAfter: null, words: "and there is no peer that could lack them" },
  ];
  for (const { peers, most, ackedAfter, words } of runs) {
    const s = deltas.start({ peers, most }, null), io = { send: () => {}, save: () => {} };
    let all: Texts = [];
    for (let i = 1; i <= 200; i++) {
      all = [...all, `text ${i}`];
      deltas.update(s, [`text ${i}`], io);
      if (ackedAfter === null || i % ackedAfter > 0) continue;
      for (const node of peers) deltas.upon(s, node, { type: "ack", upTo: i }, io);
    }
    const isKept = peers.length > 0 && ackedAfter === null;
    const room = 2 * encode(all).length + (isKept ? 1200 : 400);
    inRoom(s, room, `there were 200 deltas, ${words}`, grading);
  }
}

/** However much there is, all of it is saved. */
function savesMany(deltas: Deltas, grading: Grading): void {
  const many = 1200, texts = Array.from({ length: many }, (_, i) => `text ${i}`);
  let saved: SavedCopy | undefined;
  const io: DeltaIo = { send: () => {}, save: (all) => void (saved = all) };
  deltas.update(deltas.start({ peers: [1], most: 20 }, null), shown(texts), io);
  const came = saved?.state?.length;
  grading.equal(came, many, `how many texts are saved when an update brings ${many}`);
}

/** Many deltas are kept where they may be. */
function keepsMany(deltas: Deltas, grading: Grading): void {
  for (const most of [130, 1000]) {
    const s = deltas.start({ peers: [1, 2], most }, null), sent: DeltaMessage[] = [];
    const io: DeltaIo = { send: (_to, message) => void sent.push(message), save: () => {} };
    deltas.update(s, ["first"], io);
    deltas.upon(s, 1, { type: "ack", upTo: 1 }, io);
    for (let i = 0; i < 130; i++) deltas.update(s, [`text ${i}`], io);
    deltas.round(s, 1, io);
    const [first] = sent, isRight = first?.type === "deltas" && !first.whole;
    grading.expect(
      isRight && first.state.length === 130,
      `${most} deltas may be kept, and node 1 has acknowledged all but 130 of them: it must be sent those, ` +
        `and not the whole state`,
    );
  }
}
