import { assert, assertEquals, assertThrows } from "@std/assert";
import { display, type Figure, vegaLiteType } from "../figure.ts";
import { bar } from "./bar.ts";
import { cdf } from "./cdf.ts";
import { heatmap } from "./heatmap.ts";
import { binned, histogram } from "./histogram.ts";
import { line } from "./line.ts";

const axes = { x: { title: "retries" }, y: { title: "requests lost", unit: "%" } };
const options = { title: "Each retry halves what is lost", ...axes };

const charts: Record<string, () => Figure> = {
  line: () =>
    line(
      [1, 2, 3].flatMap((x) => [
        { x, y: 100 / 2 ** x, series: "calm" },
        { x, y: 100 / 3 ** x, series: "stormy" },
      ]),
      { ...options, references: [{ y: 40, label: "the paper's number" }] },
    ),
  bar: () =>
    bar([{ x: "naive", y: 1 / 3 }, { x: "a very long name of one protocol", y: 2 }], options),
  histogram: () => histogram([1.2, 3.4, 3.5, 9], options),
  heatmap: () =>
    heatmap([{ x: 0, y: 0, value: 1 }, { x: 1, y: 0, value: 3 }], {
      ...options,
      value: { title: "runs" },
    }),
  cdf: () => cdf({ calm: [1, 2, 3], stormy: [2, 30, 400] }, options),
};

async function svgOf(figure: Figure): Promise<string> {
  return (await figure[display]())["image/svg+xml"] as string;
}

for (const [name, make] of Object.entries(charts)) {
  Deno.test(`a ${name} chart has a specification, a picture and one line of text`, async () => {
    const bundle = await make()[display]();
    assertEquals(Object.keys(bundle), [vegaLiteType, "image/svg+xml", "text/plain"]);
    assert((bundle["image/svg+xml"] as string).startsWith("<svg "));
    assert((bundle["text/plain"] as string).startsWith(options.title));
    assert(!(bundle["text/plain"] as string).includes("\n"));
    JSON.stringify(bundle[vegaLiteType]);
  });

  Deno.test(`a ${name} chart is drawn as SVG by editors, so that its ink is that of their theme`, async () => {
    const spec = (await make()[display]())[vegaLiteType] as Record<string, unknown>;
    assertEquals(spec["usermeta"], { embedOptions: { renderer: "svg" } });
  });

  Deno.test(`a ${name} chart is the same bytes each time, whatever was drawn before`, async () => {
    const first = await svgOf(make());
    for (const other of Object.values(charts)) await svgOf(other());
    assertEquals(await svgOf(make()), first);
  });

  Deno.test(`a ${name} chart draws its data with no number longer than two decimals`, async () => {
    const svg = await svgOf(make());
    assert(!/ (?:d|transform)="[^"]*\.\d{3}/.test(svg));
    assert(/mark-(?:line|rect)[^]*? d="M[\d.]+/.test(svg));
    assert(!/NaN|undefined|h0v0h0Z" fill="#/.test(svg));
  });
}

/** SHA-256 of the picture of the line chart and of the heat map. */
const pinned: Record<string, string> = {
  line: "43358f8e02daa432",
  heatmap: "4394583a395c14ce",
};

for (const [name, expected] of Object.entries(pinned)) {
  Deno.test(`the ${name} chart is the same bytes in every process and on every machine`, async () => {
    const svg = await svgOf(charts[name]?.() ?? charts["line"]!());
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(svg));
    // When the theme changes on purpose, this text changes with it.
    assertEquals(new Uint8Array(hash).toHex().slice(0, 16), expected);
  });
}

Deno.test("drawing leaves the caller's data alone", async () => {
  const points = Object.freeze([Object.freeze({ x: 1, y: 2 }), Object.freeze({ x: 2, y: 3 })]);
  await line(points, options)[display]();
  assertEquals(Object.getOwnPropertySymbols(points[0]), []);
});

Deno.test("pictures on one page do not share the names of their gradients", async () => {
  const a = await svgOf(charts["heatmap"]!());
  const b = await svgOf(heatmap([{ x: 0, y: 0, value: 1 }, { x: 1, y: 0, value: 4 }], {
    ...options,
    value: { title: "runs" },
  }));
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert(ids(a).length > 0);
  assert(ids(a).every((id) => !ids(b).includes(id)));
  for (const [, id] of a.matchAll(/url\(#([^)]+)\)/g)) assert(ids(a).includes(id));
});

Deno.test("a chart without a title, without data or with a value that is no number is refused", () => {
  assertThrows(() => line([{ x: 1, y: 1 }], { ...options, title: " " }), TypeError, "title");
  assertThrows(() => line([], options), RangeError, "given 0 values");
  assertThrows(() => line([{ x: 1, y: NaN }], options), RangeError, "given NaN");
  const log = { ...options, y: { title: "loss", scale: "log" as const } };
  assertThrows(() => line([{ x: 1, y: 0 }], log), RangeError, "> 0");
  const many = Array.from({ length: 7 }, (_, i) => ({ x: i, y: i, series: `series ${i}` }));
  assertThrows(() => line(many, options), RangeError, "7 series");
});

Deno.test("bins are round, cover every value once, and cope with one value", () => {
  const values = [0.1, 0.2, 0.3, 0.7, 12.5];
  const bins = binned(values, 30);
  assertEquals(bins.reduce((sum, bin) => sum + bin.count, 0), values.length);
  assertEquals(bins[0], { start: 0, end: 0.5, count: 3 });
  assertEquals(binned([5], 10), [{ start: 5, end: 6, count: 1 }]);
});

Deno.test("a cumulative distribution rises from 0 to 100", async () => {
  const spec = (await cdf({ a: [3, 1, 2, 2] }, options)[display]())[vegaLiteType] as {
    data: { values: { x: number; y: number }[] };
  };
  assertEquals(spec.data.values.map(({ x, y }) => [x, y]), [[1, 0], [1, 25], [2, 75], [3, 100]]);
});

Deno.test("a logarithmic axis is marked at round numbers, from one below the data to one above", async () => {
  const ticks = async (least: number, most: number) => {
    const y = { title: "loss", scale: "log" as const };
    const figure = line([{ x: 0, y: least }, { x: 1, y: most }], { ...options, y });
    const spec = JSON.stringify((await figure[display]())[vegaLiteType]);
    return /"values":(\[[^{}]*?\]),"format":",~g"/.exec(spec)?.[1];
  };
  assertEquals(await ticks(3, 250), "[2,5,10,20,50,100,200,500]");
  assertEquals(await ticks(0.01, 1000), "[0.01,0.1,1,10,100,1000]");
});

Deno.test("a series that lies on its formula is seen, for the formula is broader and beneath", async () => {
  const points = [1, 2, 3].flatMap((x) => [
    { x, y: x, series: "formula" },
    { x, y: x, series: "measured" },
  ]);
  const spec = (await line(points, { ...options, formulas: ["formula"] })[display]())[
    vegaLiteType
  ] as { layer: { data: { values: { series: string }[] }; mark: { strokeWidth?: number } }[] };
  const [beneath, above] = spec.layer;
  assertEquals(beneath!.data.values.map(({ series }) => series), Array(3).fill("formula"));
  assertEquals(above!.data.values.map(({ series }) => series), Array(3).fill("measured"));
  assert(beneath!.mark.strokeWidth! > 5 && above!.mark.strokeWidth === undefined);
});

Deno.test("a histogram of no bins is refused", () => {
  for (const bins of [0, -1, 0.5, NaN, Infinity]) {
    assertThrows(
      () => histogram([1, 2], { title: "t", x: { title: "x" }, bins }),
      RangeError,
      `Cannot draw a histogram because its bins must be a whole number from 1 to 10000: given ${bins}`,
    );
  }
});

Deno.test("a legend has as many columns as fit, and one row where all do", async () => {
  const legendOf = async (names: readonly string[]) => {
    const points = names.flatMap((series) => [0, 1].map((x) => ({ series, x, y: x })));
    const { [vegaLiteType]: spec } = await line(points, { title: "Names", ...axes })[display]();
    return (spec as { layer: { encoding: { color: { legend: object } } }[] }).layer.at(-1)!
      .encoding.color.legend;
  };
  assertEquals(await legendOf(["one", "two"]), { title: null });
  const many = ["random", "round robin", "least connections", "least response time", "two choices"];
  assertEquals(await legendOf(many), { title: null, columns: 4 });
});

Deno.test("the ink of a heat map changes in the middle of its colours, also where they are logarithms", async () => {
  const cells = [0.01, 1, 100].map((value, x) => ({ x, y: 0, value }));
  const inks = async (scale: "linear" | "log") => {
    const svg = await svgOf(heatmap(cells, { ...options, value: { title: "runs", scale } }));
    return (svg.match(/fill="#ffffff"/g) ?? []).length;
  };
  assertEquals([await inks("linear"), await inks("log")], [2, 1]);
});

Deno.test("cells of a heat map that have something in common are framed, and the legend says what it is", async () => {
  const cells = [{ x: 0, y: 0, value: 1 }, { x: 1, y: 0, value: 4 }, { x: 2, y: 0, value: 9 }];
  const plain = { ...options, value: { title: "runs" } };
  const svg = await svgOf(
    heatmap(cells, { ...plain, framed: { words: "more than 2", has: ({ value }) => value > 2 } }),
  );
  assertEquals(svg.match(/stroke-width="3"[^>]*\/>/g)?.length, 2);
  assert(svg.includes(">more than 2<"));
  assert(!(await svgOf(heatmap(cells, plain))).includes("more than 2"));
});
