import { assertEquals, assertStringIncludes } from "@std/assert";
import { stores } from "../../replication/register/stores.ts";
import { guaranteeOf } from "./guarantee.ts";
import { register, registerOn, type RegisterService } from "./register.ts";
import type { AnyProtocol } from "./service.ts";

function service(name: string, levels: RegisterService["levels"]): RegisterService {
  return {
    name,
    nodes: 3,
    protocol: stores.find((store) => store.name === name)!.protocol as unknown as AnyProtocol,
    ask: (input) => input,
    answer: (result) => result as ReturnType<RegisterService["answer"]>,
    levels,
    clients: "stay",
    endures: ["partition"],
    duplicates: false,
    answersAlone: () => true,
  };
}

Deno.test("registers: on few seeds the suite asks the same, and a store keeps it", () => {
  const quick = registerOn(3), names = register.guarantees.map(({ name }) => name);
  assertEquals(quick.guarantees.map(({ name }) => name), names);
  const subject = service("causal+", ["causal+", "eventual"]);
  assertEquals(quick.guarantees.map(({ breach }) => breach(subject)), names.map(() => undefined));
});

Deno.test("registers: a breach names the seed, the level and the operations", () => {
  const words = guaranteeOf(registerOn(20), "keeps its level").breach(
    service("causal+", ["sequential"]),
  );
  assertStringIncludes(words!, "seed");
  assertStringIncludes(words!, "sequential");
});

Deno.test("registers: who promises too little is asked to promise more", () => {
  assertEquals(
    guaranteeOf(register, "does not keep the next level, which it does not promise").breach(
      service("causal+", ["eventual"]),
    )?.startsWith("monotonic reads is not promised, and none of"),
    true,
  );
});
