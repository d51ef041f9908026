import { assertEquals, assertThrows } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { leastConnections } from "./loads/least_connections.ts";

const one = () => {
  const balancer = leastConnections(new Random(1));
  balancer.add(3, 0);
  return balancer;
};

Deno.test("what makes no sense is refused, and changes nothing", () => {
  const balancer = one();
  const refusals: readonly [() => void, string][] = [
    [() => balancer.add(3, 0), "Cannot add a server because it is there already: given 3"],
    [
      () => balancer.remove(4, 0),
      "Cannot remove a server because the server must be there: given 4",
    ],
    [
      () => balancer.weigh(4, 1, 0),
      "Cannot weigh a server because the server must be there: given 4",
    ],
    [() => balancer.weigh(3, -1, 0), "a weight must be a number from 0 to 1000000000: given -1"],
    [() => balancer.add(4, 0, NaN), "given NaN"],
    [() => balancer.add(4, 0, Infinity), "given Infinity"],
    [
      () => balancer.started(4, 0),
      "Cannot start a request because the server must be there: given 4",
    ],
    [() => balancer.ended(3, 0, 1), "must be under way at the server: given 3, with none"],
    [() => balancer.failed(4, 0, 1), "must be under way at the server: given 4, with none"],
  ];
  for (const [run, words] of refusals) assertThrows(run, RangeError, words);
  assertEquals([balancer.ready, balancer.pick(0), balancer.violations()], [1, 3, []]);
});

Deno.test("without a server of a weight above 0, a pick says so", () => {
  const balancer = one();
  balancer.weigh(3, 0, 0);
  assertEquals(balancer.ready, 0);
  assertThrows(() => balancer.pick(0), RangeError, "given 1 servers, and none");
  balancer.weigh(3, 1, 0);
  assertEquals(balancer.pick(0), 3);
});

Deno.test("requests at a server that went are known until they end", () => {
  const balancer = one();
  for (let i = 0; i < 2; i++) balancer.started(3, 0);
  balancer.remove(3, 0);
  assertEquals(balancer.inFlight(3), 2);
  balancer.ended(3, 0, 1);
  balancer.failed(3, 0, 1);
  assertEquals(balancer.inFlight(3), 0);
  assertThrows(() => balancer.ended(3, 0, 1), RangeError);
});

Deno.test("a request that failed everywhere goes anywhere", () => {
  assertEquals(one().pick(0, { tried: [3] }), 3);
});
