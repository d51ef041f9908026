import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure/figure.ts";
import { smallCluster } from "../laboratory/epaxos/cluster.ts";
import { drawDependencies, drawPhases, drawRun, instanceInWords } from "./epaxos.ts";

const clash = smallCluster({
  asks: [{ node: 0, at: 10, command: "x←1" }, { node: 1, at: 12, command: "x←2" }],
});
const plain = async (figure: ReturnType<typeof drawRun>) => (await figure[display]())["text/plain"];

Deno.test("a run is drawn with commands in signs, and without routine", async () => {
  const svg = (await drawRun(clash.trace, "Two writes", { to: 70 })[display]())["image/svg+xml"];
  assertStringIncludes(`${svg}`, "x←1");
  assertEquals(`${svg}`.includes("up to"), false);
});

Deno.test("a graph names what comes after what", async () => {
  const state = clash.states[2]!;
  assertEquals(
    await plain(drawDependencies(state, "A chain")),
    "A chain (graph: 2 nodes; 1.1 after 0.1)",
  );
  assertEquals(
    await plain(drawDependencies(state, "One", { instances: ["0.1"], words: ["It is alone."] })),
    "One (graph: 1 node)",
  );
  assertThrows(
    () => drawDependencies(state, "None", { instances: ["2.7"] }),
    RangeError,
    "must be decided: given 2.7",
  );
});

Deno.test("an instance is told in words", async () => {
  const [, s] = clash.states;
  assertEquals(
    instanceInWords(s!, { replica: 1, slot: 1 }),
    "1.1 committed: x←2 after 0.1 #2",
  );
  assertEquals(instanceInWords(s!, { replica: 2, slot: 1 }), "2.1: nothing");
  assertStringIncludes(`${await plain(drawPhases())}`, "nobody votes");
});
