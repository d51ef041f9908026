/**
 * What stands beneath a cell of code. Of the forms of one output the page takes the best that it can
 * show; a chart is its SVG first, and its Vega-Lite specification goes to a file of its own.
 *
 * @module
 */

import type { MimeBundle, Output } from "../notebook/mod.ts";
import { fence, wrapped } from "./markdown.ts";

/** One output on a page. */
export interface Shown {
  readonly markdown: string;
  /** The specification, when it is a chart. */
  readonly spec?: unknown;
}

/** An output as Markdown; `chartPath` is where its specification will be found if it is a chart. */
export function shownOutput(output: Output, chartPath: string): Shown {
  switch (output.output_type) {
    case "stream":
      return { markdown: fence(`output ${output.name}`, plain(output.text)) };
    case "error":
      return { markdown: fence("output error", errorText(output)) };
    case "display_data":
    case "execute_result":
      return shownBundle(output.data, chartPath);
  }
}

const vegaLite = /^application\/vnd\.vegalite\.v\d+\+json$/;

function shownBundle(data: MimeBundle, chartPath: string): Shown {
  const text = (mime: string) => typeof data[mime] === "string" ? data[mime] : undefined;
  const words = text("text/plain") ?? "";
  const svg = text("image/svg+xml");
  const specType = Object.keys(data).find((mime) => vegaLite.test(mime));
  if (specType !== undefined) {
    return {
      markdown: fence(`output chart ${chartPath}`, svg ?? words),
      spec: data[specType],
    };
  }
  const html = text("text/html");
  if (html !== undefined) return { markdown: fence("output html", html) };
  if (svg !== undefined) return { markdown: fence("output svg", svg) };
  const picture = ["image/png", "image/jpeg"].find((mime) => text(mime) !== undefined);
  if (picture !== undefined) {
    const source = `data:${picture};base64,${text(picture)?.replace(/\s/g, "")}`;
    return {
      markdown: fence(
        "output html",
        `<img src="${source}" alt="${attribute(words)}">`,
      ),
    };
  }
  const markdown = text("text/markdown");
  if (markdown !== undefined) {
    return { markdown: wrapped("output output-markdown", markdown) };
  }
  return { markdown: fence("output plain", plain(words)) };
}

function errorText(output: Extract<Output, { output_type: "error" }>): string {
  const trace = plain(output.traceback.join("\n"));
  return trace === "" ? `${output.ename}: ${output.evalue}` : trace;
}

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(
    /</g,
    "&lt;",
  );
}

/** Text without the codes by which a terminal is told colours. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex -- the codes start with the control character Escape
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
}
