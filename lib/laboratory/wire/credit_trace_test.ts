import { assert, assertEquals } from "@std/assert";
import { type CreditMessage, creditTrace } from "./credit_trace.ts";

const trace = creditTrace({ window: 300, all: 700, messageBytes: 100, oneWayMs: 10, readMs: 8 });
const sent = trace.flatMap((event) =>
  event.kind === "send" ? [{ at: event.at, ...event.body as CreditMessage }] : []
);

Deno.test("a sender stops when its credit is spent, goes on with each grant, and sends all", () => {
  const data = sent.filter(({ type }) => type === "data");
  assertEquals(data.reduce((sum, { bytes }) => sum + bytes, 0), 700);
  assertEquals(data.slice(0, 3).map(({ at }) => at), [0, 0, 0]);
  assert(data[3]!.at > 20, `${data[3]!.at}`);
});

Deno.test("at no time more than the window is under way or granted and not used", () => {
  let allowed = 300;
  for (const event of trace) {
    if (event.kind === "send" && (event.body as CreditMessage).type === "data") {
      allowed -= (event.body as CreditMessage).bytes;
    }
    if (event.kind === "deliver" && (event.body as CreditMessage).type === "grant") {
      allowed += (event.body as CreditMessage).bytes;
    }
    assert(allowed >= 0 && allowed <= 300);
  }
});
