import { assertEquals } from "@std/assert";
import { GoawayFilter } from "./goaway.ts";

const preface = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

function frame(type: number, payload: readonly number[] | Uint8Array): number[] {
  const length = payload.length;
  return [length >> 16, length >> 8 & 255, length & 255, type, 0, 0, 0, 0, 0, ...payload];
}

function through(bytes: readonly number[], step: number): { out: number[]; dropped: number } {
  const filter = new GoawayFilter(), out: number[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    for (const piece of filter.push(Uint8Array.from(bytes.slice(at, at + step)))) {
      out.push(...piece);
    }
  }
  return { out, dropped: filter.dropped };
}

Deno.test("GOAWAY frames are taken out and every other byte goes on, however the bytes are cut", () => {
  const before = [...preface, ...frame(4, []), ...frame(1, [7, 7, 7, 0, 7])];
  const goaway = frame(7, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]),
    after = frame(0, new Uint8Array(300).fill(7));
  const sent = [
    ...before,
    ...goaway,
    ...after,
    ...frame(7, []),
    ...frame(6, [1, 2, 3, 4, 5, 6, 7, 8]),
  ];
  const kept = [...before, ...after, ...frame(6, [1, 2, 3, 4, 5, 6, 7, 8])];
  for (let step = 1; step <= sent.length; step++) {
    assertEquals(through(sent, step), { out: kept, dropped: 2 }, `in pieces of ${step}`);
  }
});

Deno.test("a frame of the largest length that can be named is followed to its end", () => {
  const big = frame(0, new Uint8Array(2 ** 17 + 3)), small = frame(7, new Uint8Array(2 ** 16 + 1));
  const sent = [...preface, ...small, ...big, ...small, ...frame(4, [])];
  assertEquals(through(sent, 4096), { out: [...preface, ...big, ...frame(4, [])], dropped: 2 });
});
