import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { isolation } from "../../check/isolation/isolation.ts";
import { transactions } from "../../check/isolation/notation.ts";
import type { Step, Transaction } from "../../check/isolation/transaction.ts";
import { display } from "../figure.ts";
import { anomalyGraph } from "./anomaly.ts";
import { graph, graphSvg } from "./graph.ts";
import { layOut } from "./layout.ts";

const text = "append x 3, read y [1 2 3], append z 4, read w [1 2]";

/** A cycle of so many nodes. */
function ring(count: number) {
  const nodes = Array.from({ length: count }, (_, id) => ({ id, name: `T${id}`, text }));
  const edges = nodes.map(({ id }) => ({
    from: id,
    to: (id + 1) % count,
    kind: ["ww", "wr", "rw"][id % 3]!,
    why: "x: 12, not yet 13",
  }));
  return { nodes, edges };
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

Deno.test("nothing overlaps, and everything is inside of the picture", () => {
  for (let count = 1; count <= 14; count++) {
    const { boxes, arrows, width, height } = layOut(ring(count), { title: "A cycle" });
    const areas: Area[] = [
      ...boxes.map(({ x, y, width, height }) => ({
        left: x - width / 2,
        right: x + width / 2,
        top: y - height / 2,
        bottom: y + height / 2,
      })),
      ...(count === 1 ? [] : arrows.map(({ label }) => label)),
    ];
    areas.forEach((area, i) => {
      assert(area.left >= 0 && area.right <= width, `${count}: ${i} is outside`);
      assert(area.top >= 24 && area.bottom <= height, `${count}: ${i} is outside`);
      areas.slice(0, i).forEach((other, j) => {
        assert(!overlap(area, other), `${count}: ${i} overlaps ${j}`);
      });
    });
  }
});

Deno.test("an arrow begins and ends at the borders of its boxes", () => {
  const { boxes, arrows } = layOut(ring(5), { title: "A cycle" });
  arrows.forEach(({ start, tip }, i) => {
    for (const [[x, y], box] of [[start, boxes[i]!], [tip, boxes[(i + 1) % 5]!]] as const) {
      const outX = Math.abs(x - box.x) - box.width / 2;
      const outY = Math.abs(y - box.y) - box.height / 2;
      assert(Math.max(outX, outY) > 0 && Math.max(outX, outY) < 6);
    }
  });
});

Deno.test("an anomaly is drawn with its transactions, its dependencies and its reasons", async () => {
  const told = transactions("ax1 | rx1ry | ay1 | ry1rx", "list-append");
  const { anomalies } = isolation(told, { model: "list-append" });
  const bundle = await anomalyGraph(anomalies[0]!)[display]();
  const svg = String(bundle["image/svg+xml"]);
  assertStringIncludes(svg, "read x [1], read y []");
  assertStringIncludes(svg, "yet T3 before T0, as T3 read x when it was empty, without T0");
  assertStringIncludes(String(bundle["text/html"]), "<svg");
  assertEquals(
    bundle["text/plain"],
    "G-nonadjacent: 4 transactions in a circle, each before the next " +
      "(graph: 4 nodes; T0 wr T1; T1 rw T2; T2 wr T3; T3 rw T0)",
  );
});

Deno.test("an anomaly that is no cycle is drawn as the transactions that it concerns", async () => {
  const { anomalies } = isolation(transactions("ax1! | rx1", "list-append"), {
    model: "list-append",
  });
  const bundle = await anomalyGraph(anomalies[0]!)[display]();
  assertEquals(
    bundle["text/plain"],
    "G1a: T1 read 1 from x, which T0 wrote, and T0 aborted (graph: 2 nodes)",
  );
});

Deno.test("of a long cycle the middle is left out", async () => {
  const count = 40;
  const [first, ...others] = Array.from({ length: count }, (_, id): Transaction => {
    const steps: Step[] = [
      { type: "append", key: id, value: 1 },
      { type: "read", key: (id + count - 1) % count, value: [1] },
    ];
    const base = { id, process: id, invokedAt: 0, endedAt: 1, outcome: "ok" as const };
    return { ...base, input: steps, output: steps };
  });
  const { anomalies } = isolation([first!, ...others], { model: "list-append" });
  const bundle = await anomalyGraph(anomalies[0]!)[display]();
  assertStringIncludes(String(bundle["text/plain"]), "40 transactions in a circle");
  assertStringIncludes(String(bundle["text/plain"]), "(graph: 12 nodes;");
  const svg = String(bundle["image/svg+xml"]);
  assertStringIncludes(svg, "29 more</text>");
  assertStringIncludes(svg, "… 16 reasons …</text>");
});

Deno.test("orders of time are dependencies like others", async () => {
  for (const [text, kind] of [["0:ax1 ; 0:rx", "same process"], ["ax1 ; rx", "ended first"]]) {
    const { anomalies } = isolation(transactions(text!, "list-append"), { model: "list-append" });
    const bundle = await anomalyGraph(anomalies[0]!)[display]();
    assertStringIncludes(String(bundle["image/svg+xml"]), kind!);
  }
});

Deno.test("a kind of edge has the same colour in every graph that lists all kinds", () => {
  const { nodes, edges } = ring(3);
  const colour = (kinds: string[]) => {
    const svg = graphSvg({ nodes, edges: [edges[2]!] }, { title: "One edge", kinds });
    return /fill="none" stroke="(#\w+)"/.exec(svg)?.[1];
  };
  assertEquals(colour(["ww", "wr", "rw"]), colour(["ww", "other", "rw"]));
  assert(colour(["rw"]) !== colour(["ww", "rw"]));
});

Deno.test("a long text is shortened in its box, and whole in its tooltip", () => {
  const long = Array.from({ length: 40 }, (_, i) => `append x ${i}`).join(", ");
  const data = { nodes: [{ id: 0, name: "T0", text: long }], edges: [] };
  const [box] = layOut(data, { title: "One node" }).boxes;
  assertEquals(box?.lines.length, 3);
  assert(box?.lines.at(-1)?.endsWith("…"));
  assertStringIncludes(graphSvg(data, { title: "One node" }), `<title>T0: ${long}</title>`);
});

Deno.test("markup in names, reasons and words is only text", () => {
  const nodes = [{ id: 0, name: "<b>", text: "<i>" }, { id: 1, name: "B" }];
  const edges = [{ from: 0, to: 1, kind: "<u>", why: "<s>", detail: "<p>" }];
  const svg = graphSvg({ nodes, edges }, { title: "<h1>", words: ["<em>"] });
  assert(!/<(b|i|u|s|p|h1|em)>/.test(svg));
});

Deno.test("there must be a title, a node, and both ends of every edge", () => {
  const { nodes } = ring(2);
  assertThrows(() => graph({ nodes, edges: [] }, { title: " " }), TypeError, "must be words");
  assertThrows(() => graph({ nodes: [], edges: [] }, { title: "A" }), RangeError, "given none");
  const edges = [{ from: 0, to: 7, kind: "ww" }];
  assertThrows(() => graph({ nodes, edges }, { title: "A" }), RangeError, "given 7");
});

Deno.test("a phantom is drawn by what was looked for and not found", async () => {
  const history = transactions("s3{}ry4 | iz3.3uy4", "tables");
  const rows = [{ table: "t", key: "y", value: 2 }];
  const { anomalies } = isolation(history, { model: "tables", rows });
  assertEquals(
    (await anomalyGraph(anomalies[0]!)[display]())["text/plain"],
    "G-single-predicate: T0 and T1 are each before the other " +
      "(graph: 2 nodes; T0 rw(P) T1; T1 wr T0)",
  );
});
