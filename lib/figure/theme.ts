/**
 * The one look of every figure. A picture has no background of its own, and its ink is the colour of
 * the text around it, so it reads on a light page and on a dark one; a picture that stands alone asks
 * the reader's system which of the two it is on.
 *
 * The colours of series take their hues from Okabe and Ito (2008). Their lightness was searched for, so
 * that each stands out by 3 to 1 from white and from the dark page, and any two from each other for
 * readers without red or without green cones. The test of this file measures both.
 *
 * @module
 */

/** The ink: whatever colour the text around the figure has. */
export const ink = "currentColor";

/** Dark page and light ink, for a picture that stands alone on a dark system. */
export const darkPage = "#1b1b1f";

/** The fonts of the reader's own system. */
export const fonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Colours that tell series apart, in the order in which they are given out. */
export const palette: readonly string[] = [
  "#256efb",
  "#a64f0d",
  "#198b63",
  "#be4bbf",
  "#c08a06",
  "#8d94a0",
];

/** What went wrong: losses, crashes, violations. */
export const alarm = "#e0443c";

/** The style of an SVG that stands alone: `:root` keeps it from touching a page it is pasted into. */
export const rootStyle: string = `<style>svg:root{color:#1f2328;background:transparent}` +
  `@media (prefers-color-scheme:dark){svg:root{color:#e6e6ea}}</style>`;

const axis = {
  domainColor: ink,
  domainOpacity: 0.45,
  gridColor: ink,
  gridOpacity: 0.12,
  labelColor: ink,
  labelFontSize: 12,
  labelPadding: 5,
  labelFlush: false,
  labelOverlap: "parity",
  labelSeparation: 6,
  maxExtent: 400,
  tickColor: ink,
  tickOpacity: 0.45,
  tickSize: 4,
  titleColor: ink,
  titleFontSize: 12.5,
  titleFontWeight: 500,
  titlePadding: 9,
};

/** The Vega-Lite configuration of every chart. */
export const vegaTheme: Record<string, unknown> = {
  background: "transparent",
  font: fonts,
  padding: 6,
  view: { stroke: null },
  range: { category: palette, heatmap: { scheme: "cividis" }, ramp: { scheme: "cividis" } },
  title: {
    anchor: "start",
    frame: "bounds",
    color: ink,
    fontSize: 15,
    fontWeight: 600,
    lineHeight: 20,
    offset: 14,
    subtitleColor: ink,
    subtitleFontSize: 12.5,
  },
  axis,
  axisX: { grid: false },
  legend: {
    orient: "top",
    direction: "horizontal",
    labelColor: ink,
    labelFontSize: 12,
    labelLimit: 280,
    titleColor: ink,
    titleFontSize: 12.5,
    titleFontWeight: 500,
    symbolStrokeWidth: 2.5,
    columnPadding: 18,
    offset: 8,
  },
  line: { strokeWidth: 2.25, strokeCap: "round", strokeJoin: "round" },
  point: { filled: true, size: 46, opacity: 1 },
  bar: { cornerRadiusEnd: 2 },
  text: { color: ink, fontSize: 12 },
  rule: { color: ink },
};
