import { assertEquals } from "@std/assert";
import { endOf, outcomeOf } from "./client.ts";

Deno.test("what is aborted or refused has not been done; of what is unknown nobody knows", () => {
  const words = "";
  assertEquals(outcomeOf({ ok: true, results: [] }), "ok");
  assertEquals(outcomeOf({ ok: false, why: "aborted", words }), "fail");
  assertEquals(outcomeOf({ ok: false, why: "refused", words }), "fail");
  assertEquals(outcomeOf({ ok: false, why: "unknown", words }), "unknown");
  const ends = (["aborted", "refused", "unknown"] as const).map((why) =>
    endOf({ ok: false, why, words })
  );
  assertEquals([endOf({ ok: true, results: [] }), ...ends], ["ok", "fail", "fail", "ok"]);
});
