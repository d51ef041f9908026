import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { textWidth } from "../text.ts";
import { type OctetMessage, octets } from "./octets.ts";

const message: OctetMessage = {
  name: "tagged",
  parts: [
    { bytes: Uint8Array.of(8), words: "field 1", role: "structure" },
    { bytes: new Uint8Array(20).fill(0xee), words: "twenty bytes", role: "value" },
  ],
};
const svgOf = async (messages: readonly OctetMessage[]) =>
  `${(await octets(messages, { title: "Bytes" })[display]())["image/svg+xml"]}`;

Deno.test("octets: a box for each byte, words for each part, and a legend of what is there", async () => {
  const svg = await svgOf([message]);
  assertEquals(svg.match(/<rect /g)?.length, 21);
  for (const text of ["tagged: 21 bytes", "field 1", "twenty bytes", "dashed:", "filled:"]) {
    assert(svg.includes(text), text);
  }
  assert(!svg.includes("grey:"));
});

Deno.test("octets: characters stand in the boxes where that is asked for, and bytes that have none stay bytes", async () => {
  const parts = [{
    bytes: Uint8Array.of(0x41, 0x20),
    words: "A and a space",
    role: "value" as const,
  }];
  const svg = await svgOf([{ name: "text", parts, asText: true }]);
  assert(svg.includes(">A</text>") && svg.includes(">20</text>"));
  assert((await svgOf([{ name: "bytes", parts }])).includes(">41</text>"));
});

Deno.test("octets: every byte has room in its box, and nothing lies off the page", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const all = await svgOf([{ name: "all", parts: [{ ...message.parts[1]!, bytes }] }]);
  const cells = [
    ...all.matchAll(/<text [^>]*font-size="([\d.]+)" text-anchor="middle"[^>]*>(..)</g),
  ];
  const [, room] = all.match(/<rect [^>]*width="(\d+)"/)!;
  assertEquals([cells.length, room], [256, "18"]);
  for (const [, size, text] of cells) assert(textWidth(text!, Number(size)) <= Number(room), text);
  const long = { ...message, parts: [{ ...message.parts[1]!, words: "many words ".repeat(30) }] };
  const svg = await svgOf([message, long]);
  const [, width, height] = svg.match(/viewBox="0 0 (\d+) ([\d.]+)"/)!.map(Number);
  for (const [, x, y] of svg.matchAll(/<(?:rect|text) x="([\d.]+)" y="([\d.]+)"/g)) {
    assert(Number(x) < width! && Number(y) < height!, `${x} ${y}`);
  }
});

Deno.test("octets: what is no message is refused with a reason", () => {
  assertThrows(
    () =>
      octets([{ name: "x", parts: [{ ...message.parts[0]!, role: "other" as "value" }] }], {
        title: "t",
      }),
    TypeError,
    "Cannot draw a message",
  );
});
