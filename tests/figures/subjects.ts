/** The public functions of `lib/figure`, with what they draw and what they refuse. @module */

import { assert } from "@std/assert";
import { isolation } from "hb/check/isolation/isolation.ts";
import { transactions } from "hb/check/isolation/notation.ts";
import { linearizable } from "hb/check/linearizable/check.ts";
import { explain } from "hb/check/linearizable/explain.ts";
import { register } from "hb/check/spec/register.ts";
import { bar } from "hb/figure/chart/bar.ts";
import { cdf } from "hb/figure/chart/cdf.ts";
import { heatmap } from "hb/figure/chart/heatmap.ts";
import { binned, histogram } from "hb/figure/chart/histogram.ts";
import { line } from "hb/figure/chart/line.ts";
import { momentsOf } from "hb/figure/explorer/moments.ts";
import { pack } from "hb/figure/explorer/pack.ts";
import { unpack } from "hb/figure/explorer/unpack.ts";
import { whereItGoesWrong } from "hb/figure/explorer/where_wrong.ts";
import { anomalyGraph } from "hb/figure/graph/anomaly.ts";
import { graph, graphSvg } from "hb/figure/graph/graph.ts";
import { hierarchy } from "hb/figure/hierarchy/hierarchy.ts";
import { depthsOf, stepsOf } from "hb/figure/hierarchy/reduce.ts";
import { inShort } from "hb/figure/in_short.ts";
import { logGrid } from "hb/figure/log_grid/log_grid.ts";
import { messageColours } from "hb/figure/message_colours.ts";
import { withoutRoutine } from "hb/figure/routine.ts";
import { spacetime, spacetimeSvg } from "hb/figure/spacetime/spacetime.ts";
import { spacetimeLines } from "hb/figure/spacetime/terminal.ts";
import { scriptOf } from "hb/figure/spacetime/terminal_script.ts";
import { stateMachine } from "hb/figure/state_machine/state_machine.ts";
import { cellText } from "hb/figure/table/cell.ts";
import { table } from "hb/figure/table/table.ts";
import { timeline, timelineSvg } from "hb/figure/timeline/timeline.ts";
import { violationTimeline } from "hb/figure/timeline/violation.ts";

import { storyOf } from "hb/model/story/story.ts";
import { scaleSubjects } from "./scale_subjects.ts";
import { storageSubjects } from "./storage_subjects.ts";
import { wireSubjects } from "./wire_subjects.ts";
import { badTitles, type Subject, title } from "./subject.ts";

const axes = { title, x: { title: "time", unit: "ms" }, y: { title: "messages" } };
const link = { message: 0, from: 0, to: 1, body: { type: "ask" } };
/** A run with an event of nearly every kind. */
export const trace = [
  { at: 0, kind: "start", node: 0, recovered: false },
  { at: 1, kind: "invoke", process: 0, address: 7, operation: 0, input: "read" },
  { at: 2, kind: "send", ...link, nth: 1, latencyMs: 5 },
  { at: 3, kind: "fault", words: "nodes 0 and 1 are parted", nodes: [0, 1], until: 9 },
  { at: 4, kind: "timer", node: 1, timer: { type: "tick" } },
  { at: 7, kind: "deliver", ...link },
  { at: 8, kind: "crash", node: 1 },
  { at: 9, kind: "ok", process: 0, operation: 0, output: 1 },
  { at: 9, kind: "violation", invariant: "calm", words: "node 1 shouts", nodes: [1] },
];
const operations = [
  { id: 0, process: 0, input: { type: "write", value: 1 }, output: null, invokedAt: 0, endedAt: 4 },
  { id: 1, process: 1, input: { type: "read" }, output: 2, invokedAt: 2, endedAt: 6 },
].map((each) => ({ ...each, outcome: "ok" as const }));
const shown = { title, highlight: [0], offending: 1, order: [0] };
const ranks = [{ name: "strong", above: ["weak"] }, { name: "weak", above: [], kind: "real" }];
const nodes = [{ id: 0, name: "A" }, { id: 1, name: "B" }];
const logs = [{ name: "server 0", entries: [{ term: 1, text: "x" }], committed: 1 }];
const ways = { title, transitions: [{ from: "off", to: "on", words: "pressed" }] };

const verdict = linearizable(operations as never, register());
assert(verdict.verdict === "violation");
const broken = verdict.violation;
const anomaly = isolation(transactions("ax1ry | ay1rx", "list-append"), { model: "list-append" })
  .anomalies[0]!;

const badAxes = [
  ["1.x", undefined],
  ["1.x.title", " "],
  ["1.y.scale", "cubic"],
  ["1.x.domain", [1, NaN]],
  ["1.width", NaN],
  ["1.height", -1],
] as const;
const badTraces = (place: string) =>
  [
    [place, null],
    [`${place}.0`, null],
    [`${place}.0.at`, NaN],
    [`${place}.0.kind`, "begin"],
    [`${place}.0.at`, 2.5],
    [`${place}.1.process`, "Ada"],
    [`${place}.2.message`, -1],
    [`${place}.3.nodes`, undefined],
    [`${place}.3.until`, NaN],
    [`${place}.6.node`, 0.5],
    [`${place}.8.at`, Infinity],
  ] as const;
const badLogs = [["0.0.committed", 2], ["0.0.committed", NaN], ["0.0.entries", null]] as const;
const badOperations = [
  ["0", null],
  ["0", []],
  ["0.0", null],
  ["0.1", operations[0]],
  ["0.1.id", undefined],
  ["0.0.process", NaN],
  ["0.0.invokedAt", NaN],
  ["0.0.invokedAt", Infinity],
  ["0.0.invokedAt", 5],
  ["0.0.endedAt", NaN],
  ["0.0.endedAt", "4"],
  ["1.highlight", [7]],
  ["1.offending", 7],
  ["1.order", [0, 7]],
  ["1.label", "read"],
  ["1.words", [1]],
] as const;
const badGraphs = [
  ["0", null],
  ["0.nodes", []],
  ["0.nodes", [nodes[0], nodes[0]]],
  ["0.nodes.0", null],
  ["0.nodes.0.id", NaN],
  ["0.nodes.0.name", ""],
  ["0.edges", undefined],
  ["0.edges.0", null],
  ["0.edges.0.to", 2],
  ["0.edges.0.to", undefined],
  ["0.edges.0.to", 0],
  ["0.edges.0.kind", undefined],
] as const;
const badRanks = [
  ["0", null],
  ["0.0", null],
  ["0.0.name", undefined],
  ["0.1.name", "strong"],
  ["0.0.above", null],
  ["0.0.above", "weak"],
  ["0.0.above", ["gone"]],
  ["0.0.above", [1]],
  ["0.1.above", ["strong"]],
] as const;

/** Every function of `lib/figure` that the package shows to others, and what each refuses. */
export const subjects: Readonly<Record<string, Subject>> = {
  ...storageSubjects,
  ...scaleSubjects,
  ...wireSubjects,
  bar: {
    make: bar,
    good: [[{ x: "calm", y: 1, series: "ours" }, { x: "storm", y: 2, series: "ours" }], axes],
    bad: [
      ...badTitles,
      ...badAxes,
      ["0", []],
      ["0.0", null],
      ["0.0.y", NaN],
      ["0.0.x", undefined],
      ["0.1", { x: "calm", y: 3, series: "ours" }],
      ["0.1", { x: "storm", y: 3 }],
      ["1.references", [{ y: NaN, label: "limit" }]],
    ],
  },
  binned: {
    make: binned,
    good: [[1, 2, 3], 2],
    bad: [["0", []], ["0", null], ["0.1", NaN], ["0.1", Infinity], ["1", 0], ["1", 1e9]],
  },
  cdf: {
    make: cdf,
    good: [{ calm: [1, 2], stormy: [3, 4] }, axes],
    bad: [
      ...badTitles,
      ...badAxes.filter(([path]) => !path.includes("y")),
      ["0", null],
      ["0", {}],
      ["0.calm", []],
      ["0.calm", null],
      ["0.calm.0", NaN],
      ["0.calm.1", Infinity],
    ],
  },
  heatmap: {
    make: heatmap,
    good: [[{ x: 0, y: "a", value: 1 }, { x: 1, y: "a", value: 2 }], {
      ...axes,
      value: { title: "runs", scale: "log" },
    }],
    bad: [
      ...badTitles,
      ...badAxes,
      ["0", []],
      ["0.0", null],
      ["0.0.x", NaN],
      ["0.0.y", null],
      ["0.0.value", NaN],
      ["0.0.value", 0],
      ["0.1.x", 0],
      ["1.value", undefined],
    ],
  },
  histogram: {
    make: histogram,
    good: [[1, 2, 3], axes],
    bad: [
      ...badTitles,
      ...badAxes.filter(([path]) => !path.includes("y")),
      ["0", []],
      ["0", null],
      ["0.0", null],
      ["0.0", NaN],
      ["1.bins", 0.5],
    ],
  },
  line: {
    make: line,
    good: [[{ x: 1, y: 1 }, { x: 2, y: 2 }], axes],
    bad: [
      ...badTitles,
      ...badAxes,
      ["0", []],
      ["0", null],
      ["0.0", null],
      ["0.0.x", Infinity],
      ["0.0.y", undefined],
      ["0.0.series", 7],
      ["1.formulas", ["no series"]],
      ["1.references", [null]],
      ["1.x", { title: "time", scale: "log", domain: [0, 1] }],
    ],
  },
  momentsOf: { make: momentsOf, good: [trace], bad: [["0", null], ["0.0", null]] },
  pack: {
    make: pack,
    good: [{ title, trace }],
    bad: [["0", null], ["0.trace", undefined]],
  },
  unpack: {
    make: unpack,
    made: true,
    good: [pack({ title, trace } as never)],
    bad: [["0", null], ["0.pool", null], ["0.pool.0", null], ["0.root", [9999]], ["0.root", 1]],
  },
  whereItGoesWrong: {
    make: whereItGoesWrong,
    made: true,
    good: [storyOf(trace as never), momentsOf(trace as never)],
    bad: [["1", null], ["1", "moments"]],
  },
  anomalyGraph: {
    make: anomalyGraph,
    made: true,
    good: [anomaly, {}],
    bad: [["0", null], ["0.edges", undefined], ["0.transactions", null], ["1.title", ""]],
  },
  graph: {
    make: graph,
    good: [{ nodes, edges: [{ from: 0, to: 1, kind: "waits" }] }, { title }],
    bad: [...badTitles, ...badGraphs],
  },
  graphSvg: {
    make: graphSvg,
    good: [{ nodes, edges: [{ from: 0, to: 1, kind: "waits" }] }, { title }],
    bad: [...badTitles, ...badGraphs],
  },
  hierarchy: {
    make: hierarchy,
    good: [ranks, { title }],
    bad: [...badTitles, ...badRanks, ["0", []], ["0.1.kind", 1], ["0.1.words", null]],
  },
  stepsOf: { make: stepsOf, good: [ranks], bad: badRanks },
  depthsOf: { make: depthsOf, good: [ranks], bad: badRanks },
  inShort: { make: inShort, good: [{ a: 1 }, 20], bad: [["1", NaN], ["1", 0], ["1", undefined]] },
  logGrid: {
    make: logGrid,
    good: [logs, {
      title,
      width: 340,
      brackets: [{ name: "Q", words: "all", from: 0, to: 0 }],
      words: { term: "ballot" },
    }],
    bad: [
      ...badTitles,
      ...badLogs,
      ["1.width", 0],
      ["1.brackets", "Q"],
      ["1.brackets.0", null],
      ["1.brackets.0.name", ""],
      ["1.brackets.0.from", -1],
      ["1.brackets.0.to", 99],
      ["0", []],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.entries.0", 1],
      ["0.0.entries.0.term", NaN],
      ["0.0.entries.0.text", 1],
      ["0.0.entries.0.head", ""],
      ["0.0.entries.0.committed", 1],
      ["1.words", null],
      ["1.words.term", 1],
    ],
  },
  messageColours: {
    make: messageColours,
    made: true,
    good: [["ask"], { ask: 1 }],
    bad: [["1.ask", -1], ["1.ask", NaN], ["1", null]],
  },
  withoutRoutine: { make: withoutRoutine, good: [trace, {}], bad: badTraces("0") },
  spacetime: {
    make: spacetime,
    good: [trace, { title }],
    bad: [
      ...badTitles,
      ...badTraces("0"),
      ["1.from", NaN],
      ["1.from", Infinity],
      ["1.width", NaN],
      ["1.highlight", [NaN]],
      ["1.highlight", "all"],
      ["1.highlight", [9]],
      ["1.scale", "log"],
    ],
  },
  spacetimeSvg: {
    make: spacetimeSvg,
    good: [trace, { title }],
    bad: [...badTitles, ...badTraces("0"), ["1.to", NaN], ["1.highlight", [9]]],
  },
  spacetimeLines: {
    make: spacetimeLines,
    made: true,
    good: [scriptOf(trace as never), { columns: 60, rows: 20 }],
    bad: [["0", null], ["0.beats", null], ["1", null], ["1.columns", NaN], ["1.rows", 0]],
  },
  scriptOf: { make: scriptOf, good: [trace], bad: badTraces("0") },
  stateMachine: {
    make: stateMachine,
    good: [[{ name: "off" }, { name: "on" }], ways],
    bad: [
      ...badTitles,
      ["0", []],
      ["0", null],
      ["0.0", null],
      ["0.0.name", 7],
      ["0.1.name", "off"],
      ["1.transitions", undefined],
      ["1.transitions.0", null],
      ["1.transitions.0.to", "gone"],
      ["1.transitions.0.words", null],
    ],
  },
  cellText: { make: cellText, good: [1.5, 2], bad: [["1", -1], ["1", 101], ["1", NaN]] },
  table: {
    make: table,
    good: [[{ nodes: 10, cost: 1 }, { nodes: 20, cost: 2 }], { title, columns: ["nodes", "cost"] }],
    bad: [
      ...badTitles,
      ["0", null],
      ["0.0", null],
      ["0.1", [20, 2]],
      ["0.1", undefined],
      ["1.columns", "nodes"],
      ["1.columns.0", null],
      ["1.columns.1", "nodes"],
      ["1.columns.0", { key: "nodes", decimals: NaN }],
    ],
  },
  timeline: { make: timeline, good: [operations, shown], bad: [...badTitles, ...badOperations] },
  timelineSvg: {
    make: timelineSvg,
    good: [operations, shown],
    bad: [...badTitles, ...badOperations],
  },
  violationTimeline: {
    make: violationTimeline,
    made: true,
    good: [broken, explain(broken, register()), register(), { most: 5 }],
    bad: [["0", null], ["0.operations", null], ["1", null], ["3.most", 0], ["3.most", NaN], [
      "3.title",
      "",
    ]],
  },
};
