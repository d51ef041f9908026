import { assertEquals } from "@std/assert";
import { staleRoute } from "./stale_route.ts";

Deno.test("by an old route nothing is done, and one question later the client has its answer", () => {
  const { trace, answer } = staleRoute();
  assertEquals(answer, { ok: true, value: "green" });
  const asked = trace.flatMap((event) => {
    if (event.kind !== "send") return [];
    const body = event.body as {
      readonly type: string;
      readonly group?: number;
      readonly outcome?: { readonly type: string };
    };
    if (body.type === "route") return [`group ${body.group}`];
    return body.type === "routed" ? [body.outcome!.type] : [];
  });
  assertEquals(asked, ["group 1", "stale", "group 2", "answer"]);
});
