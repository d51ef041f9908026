import { assertEquals } from "@std/assert";
import { handshakeTrace } from "./handshake.ts";

const sends = (mutual: boolean) =>
  handshakeTrace(10, { mutual }).filter((event) => event.kind === "send");

Deno.test("a client sends its first data after one round trip, and the answer is there after two", () => {
  const sent = sends(false).map(({ at, from, body }) =>
    `${at} ${from} ${(body as { type: string }).type}`
  );
  assertEquals(sent, ["0 0 hello", "10 1 certified", "20 0 finished", "30 1 answer"]);
  assertEquals(handshakeTrace(10, { mutual: false }).at(-1)!.at, 40);
});

Deno.test("a client shows a certificate when it is asked for one, and not otherwise", () => {
  const shown = (mutual: boolean) =>
    sends(mutual).map(({ body }) => (body as { certificate?: boolean }).certificate)
      .find((certificate) => certificate !== undefined);
  assertEquals([shown(true), shown(false)], [true, false]);
});
