import { assert, assertEquals } from "@std/assert";
import { display } from "../figure/figure.ts";
import { play } from "../laboratory/reads/stage.ts";
import { drawReads, leaseOf } from "./reads.ts";

const asks = [{ at: 0, what: "x←1" }, { at: 60, node: 2, what: "x?" }];
const { trace } = play({ way: "bodega", asks });

const drawn = async (...args: Parameters<typeof drawReads>) => {
  const bundle = await drawReads(...args)[display]();
  return `${bundle["image/svg+xml"]}`;
};

Deno.test("reads: a run is drawn in the words of its protocol, without leases unless they are asked for", async () => {
  const calm = await drawn(trace, "a read", { way: "bodega" });
  assert(calm.includes("tells of its votes") && !calm.includes("a lease, or its renewal"));
  const all = await drawn(trace, "a read", { way: "bodega", heartbeats: true, from: -200 });
  assert(all.includes("a lease, or its renewal"));
});

Deno.test("reads: servers' states are drawn if they are asked for, and times may begin elsewhere", async () => {
  const [plain, full] = [
    await drawn(trace, "a read"),
    await drawn(trace, "a read", { states: true }),
  ];
  assert(!plain.includes("L1.0 [") && full.includes("L1.0 ["));
  const late = await drawn(trace, "a read", { since: 60, from: -5, to: 45 });
  assert(!late.includes("x←1 →") && late.includes("x?"));
  assert(plain.includes("x←1 →") && !plain.includes("put x") && !late.includes("get x"));
});

Deno.test("reads: a lease is a guard, its answer, a promise and its answer; its times begin with the guard", () => {
  const lease = leaseOf(trace, { grantor: 0, holder: 2 });
  const said = lease.flatMap((event) =>
    event.kind === "send" ? [(event.body as { readonly type: string }).type] : []
  );
  assertEquals(lease[0]!.at, 0);
  assertEquals(said.slice(0, 3), ["guard", "guardReply", "leasePromise"]);
  assertEquals(leaseOf([], { grantor: 0, holder: 2 }), []);
});
