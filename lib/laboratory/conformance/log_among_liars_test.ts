import { assert, assertEquals } from "@std/assert";
import { serviceOf } from "../byzantine/services.ts";
import { guaranteeOf } from "./guarantee.ts";
import type { LogAmongLiars } from "./liars/run.ts";
import { logAmongLiars } from "./log_among_liars.ts";

const { protocol, ask, executed } = serviceOf("hotstuff-2", 4, { patienceMs: 200 });
const log: LogAmongLiars = {
  name: "HotStuff-2",
  replicas: 4,
  protocol,
  ask,
  applied: (state) => executed(state) as readonly string[],
};
const breach = (name: string, subject: LogAmongLiars) =>
  guaranteeOf(logAmongLiars, name).breach(subject);

Deno.test("a log among liars keeps its order and goes on, and one that shows more than was asked for is found out", () => {
  for (const { name } of logAmongLiars.guarantees) assertEquals(breach(name, log), undefined, name);
  const inventive = { ...log, applied: (state: unknown) => [...log.applied(state), "z"] };
  const words = breach("only what clients have asked for is applied", inventive);
  assert(words?.endsWith("z was applied, and nobody asked for it"), words);
});
