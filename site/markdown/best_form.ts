/**
 * Of the forms of one output the page takes the best that it can show; a chart is its SVG first, and its
 * Vega-Lite specification comes alive later.
 *
 * @module
 */

import type { MimeBundle, Output } from "../../tools/notebook/types.ts";

/** What of an output is shown. */
export interface Form {
  readonly kind:
    | "stdout"
    | "stderr"
    | "error"
    | "html"
    | "svg"
    | "chart"
    | "markdown"
    | "plain";
  readonly text: string;
  /** The specification of a chart. */
  readonly spec?: unknown;
}

const vegaLite = /^application\/vnd\.vegalite\.v\d+\+json$/;

/** The form in which an output is shown. */
export function bestForm(output: Output): Form {
  switch (output.output_type) {
    case "stream":
      return { kind: output.name, text: plain(output.text) };
    case "error": {
      const trace = plain(output.traceback.join("\n"));
      return {
        kind: "error",
        text: trace === "" ? `${output.ename}: ${output.evalue}` : trace,
      };
    }
    case "display_data":
    case "execute_result":
      return bestOf(output.data);
  }
}

function bestOf(data: MimeBundle): Form {
  const text = (mime: string) => typeof data[mime] === "string" ? data[mime] : undefined;
  const words = text("text/plain") ?? "";
  const svg = text("image/svg+xml");
  const specType = Object.keys(data).find((mime) => vegaLite.test(mime));
  if (specType !== undefined) {
    return { kind: "chart", text: svg ?? words, spec: data[specType] };
  }
  const html = text("text/html");
  if (html !== undefined) return { kind: "html", text: html };
  if (svg !== undefined) return { kind: "svg", text: svg };
  const picture = ["image/png", "image/jpeg"].find((mime) => text(mime) !== undefined);
  if (picture !== undefined) {
    const source = `data:${picture};base64,${text(picture)?.replace(/\s/g, "")}`;
    return {
      kind: "html",
      text: `<img src="${source}" alt="${attribute(words)}">`,
    };
  }
  const markdown = text("text/markdown");
  if (markdown !== undefined) return { kind: "markdown", text: markdown };
  return { kind: "plain", text: plain(words) };
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
