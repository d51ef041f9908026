import { assertEquals, assertThrows } from "@std/assert";
import { ByteReader } from "../codec/byte_reader.ts";
import { none } from "../codec/compression.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import { deflate, zstd } from "./compression.ts";
import { agree, noFeatures, offerOf, settled } from "./features.ts";
import { readHello, readWelcome, Refusal } from "./wire.ts";

const ours = { encodings: ["protobuf", "plain"], compressions: [zstd, deflate] };

Deno.test("the best that both know is chosen, in the listener's order", () => {
  const offer = (encodings: string[], compressions: string[]) =>
    agree(ours, { encodings, compressions });
  assertEquals(offer(["plain", "protobuf"], ["deflate", "zstd"]), {
    encoding: "protobuf",
    compression: "zstd",
  });
  assertEquals(offer(["of tomorrow", "plain"], ["of tomorrow", "deflate"]), {
    encoding: "plain",
    compression: "deflate",
  });
  assertEquals(offer(["plain"], []), { encoding: "plain", compression: "none" });
  assertThrows(() => offer(["of tomorrow"], []), Refusal, "protobuf or plain");
});

Deno.test("streams are agreed on between peers that both know them, as wide as the listener says", () => {
  const offer = (streams: boolean, node: number | null) => {
    const said = { cluster: "c", node, to: 0, nodes: 3, ...offerOf(ours), streams };
    return readHello(new ByteReader(encodePlain(said)));
  };
  const knowing = { ...ours, window: 2 ** 16 };
  assertEquals(offerOf(knowing).streams, true);
  assertEquals(agree(knowing, offer(true, 1)).window, 2 ** 16);
  const none = [agree(knowing, offer(false, 1)), agree(knowing, offer(true, null))];
  for (const each of [...none, agree(ours, offer(true, 1))]) assertEquals(each.window, undefined);
  const said = { encoding: "plain", compression: "none" };
  assertEquals([settled(knowing, said).window, settled(ours, said).window], [0, 0]);
  assertEquals(settled(knowing, { ...said, window: 5_000 }).window, 5_000);
  for (const window of [1, 4095, 2 ** 31, 2 ** 40]) {
    assertThrows(() => settled(knowing, { ...said, window }), Refusal, `it grants ${window} bytes`);
  }
  assertThrows(() => settled(ours, { ...said, window: 2 ** 16 }), Refusal, "it chose streams");
});

Deno.test("names beyond a few are not looked at", () => {
  const flood = Array.from({ length: 1000 }, (_, i) => `${i}`);
  assertThrows(() => agree(ours, { encodings: [...flood, "plain"], compressions: [] }), Refusal);
  const offer = { encodings: ["plain"], compressions: [...flood, "zstd"] };
  assertEquals(agree(ours, offer).compression, "none");
});

Deno.test("what was agreed on is found by both, and what was not offered is refused", () => {
  const encoding = "plain";
  assertEquals(settled(ours, { encoding, compression: "deflate" }).compression, deflate);
  assertEquals(settled(ours, { encoding, compression: "none" }).compression, none);
  assertThrows(() => settled(ours, { encoding, compression: "lzma" }), Refusal);
  assertThrows(() => settled(noFeatures, { encoding, compression: "zstd" }), Refusal);
  const other = { encoding: "protobuf", compression: "none" };
  assertThrows(() => settled(noFeatures, other), Refusal, "not offered");
});

Deno.test("who says nothing of features knows the plain encoding and no compression", () => {
  const old = { cluster: "c", node: 1, to: 0, nodes: 3 };
  const hello = readHello(new ByteReader(encodePlain(old)));
  assertEquals(hello, { ...old, encodings: ["plain"], compressions: [] });
  assertEquals(agree(ours, hello), { encoding: "plain", compression: "none" });
  const welcome = readWelcome(new ByteReader(encodePlain({ node: 0, addresses: [] })));
  assertEquals(settled(ours, welcome).compression, none);
  assertEquals(welcome.encoding, "plain");
});

Deno.test("greetings whose features are of another kind are refused", () => {
  const hello = { cluster: "c", node: 1, to: 0, nodes: 3, ...offerOf(ours) };
  const wrong = [{ encodings: "plain" }, { encodings: [7] }, { compressions: null }];
  for (const each of wrong) {
    const bytes = encodePlain({ ...hello, ...each });
    assertThrows(() => readHello(new ByteReader(bytes)), Refusal);
  }
  const welcome = { node: 0, addresses: [], requestBytes: 9, encoding: 7, compression: "none" };
  assertThrows(() => readWelcome(new ByteReader(encodePlain(welcome))), Refusal);
});
