import { assertEquals } from "@std/assert";
import type { Tagged } from "../model/protocol.ts";
import { labels } from "./labels.ts";

const chunk = { bytes: 99, checksum: 7, offset: 20, data: new Uint8Array(9) };
const part = { bytes: 99, checksum: 7, received: 20, sum: 0, blocks: [], chunks: [] };
const last = { index: 4, term: 2 };

Deno.test("reads: snapshots are told in the words of their log, be they sent or saved, whole or in parts", () => {
  const message = (each: object) => labels.message!(each as Tagged);
  assertEquals(message({ type: "installSnapshot", snapshot: { last } }), "snapshot 4");
  assertEquals(message({ type: "installSnapshot", snapshot: { slot: 5 } }), "snapshot 5");
  assertEquals(message({ type: "snapshotChunk", last, ...chunk }), "snapshot 4 from byte 20");
  assertEquals(message({ type: "snapshotChunk", slot: 5, ...chunk }), "snapshot 5 from byte 20");
  const reply = { type: "snapshotChunkReply", offset: 0, received: 20 };
  assertEquals(message({ ...reply, last }), "have 20 bytes");
  assertEquals(message({ ...reply, slot: 5 }), "have 20 bytes");
  assertEquals(message({ type: "transfer", to: 1 }), "let 1 lead");
  const record = (each: object) => labels.record!(each);
  assertEquals(record({ type: "snapshot", snapshot: { last }, base: last }), "snapshot 4");
  assertEquals(record({ type: "snapshot", snapshot: { slot: 5 }, base: 5 }), "snapshot 5");
  assertEquals(record({ type: "chunk", last, ...chunk }), "snapshot 4 from byte 20");
  assertEquals(record({ type: "chunk", slot: 5, ...chunk }), "snapshot 5 from byte 20");
  const partial = (title: object) => record({ type: "partial", partial: { ...title, ...part } });
  assertEquals(partial({ last }), "snapshot 4 up to byte 20");
  assertEquals(partial({ slot: 5 }), "snapshot 5 up to byte 20");
  assertEquals(record({ type: "installed", base: last }), "snapshot 4");
  assertEquals(record({ type: "installed", base: 5 }), "snapshot 5");
});
