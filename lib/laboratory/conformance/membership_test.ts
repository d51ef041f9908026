import { assert, assertEquals } from "@std/assert";
import { type Change, protocolWith } from "../../membership/swim/bugs/change.ts";
import { type State, viewOf } from "../../membership/swim/state.ts";
import { guaranteeOf } from "./guarantee.ts";
import { type Membership, membership, membershipOn } from "./membership.ts";
import type { AnyProtocol } from "./service.ts";

function swimAs(name: string, change: Change = {}): Membership {
  const quick = { periodMs: 200, timeoutMs: 80, syncMs: 1500 };
  return {
    name,
    nodes: 5,
    protocol: (members) => protocolWith(change, { ...quick, members }) as unknown as AnyProtocol,
    view: (state) => viewOf(state as State),
    join: (contacts) => ({ type: "join", contacts } as { type: "join" }),
    leave: () => ({ type: "leave" }),
    endures: ["crash", "partition", "pause"],
    withinMs: 8000,
  };
}

Deno.test("membership: on few seeds the suite asks the same, and SWIM keeps it", () => {
  const quick = membershipOn(2), names = membership.guarantees.map(({ name }) => name);
  assertEquals(quick.guarantees.map(({ name }) => name), names);
  const subject = swimAs("SWIM");
  assertEquals(quick.guarantees.map(({ breach }) => breach(subject)), names.map(() => undefined));
});

Deno.test("membership: a breach names the seed, who is wrong and about whom", () => {
  const silent = swimAs("nobody is ever dead", { protocol: { after: { suspicion() {} } } });
  const name = "completeness: who crashed is removed by all others";
  const words = guaranteeOf(membershipOn(2), name).breach(silent);
  assert(
    words !== undefined && /^seed 1: node 1 crashed, and node \d has it in its view$/.test(words),
  );
});
