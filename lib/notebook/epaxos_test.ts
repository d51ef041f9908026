import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure/figure.ts";
import { smallCluster } from "../laboratory/epaxos/cluster.ts";
import { byHand } from "../laboratory/epaxos/by_hand.ts";
import { told } from "../laboratory/epaxos/story.ts";
import { drawDependencies, drawPhases, drawReports, drawRun, instanceInWords } from "./epaxos.ts";

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

Deno.test("reports are a table, with objections where they are asked for", async () => {
  const asked = [[0, "x←1"], [1, "x←2"]] as const;
  const words = (title: string, ...moments: string[]) =>
    plain(drawReports(byHand(told({ asked, moments }), "0.1", [1, 2]), title));
  const one = ["ask 1", "ask 0", "preAccept 0.1: 0→2"];
  const told1 = `${await words("One", ...one)}`;
  assertStringIncludes(told1, "x←1 after – #1");
  assertStringIncludes(told1, "1.1, open");
  const nothing = `${await words("None", "ask 0")}`;
  assertStringIncludes(nothing, "nothing");
  assertEquals(nothing.includes("objects"), false);
});
