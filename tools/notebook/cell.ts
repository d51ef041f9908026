/** Cells and outputs, checked as they are read. @module */

import type { Fields, Place } from "./place.ts";
import type { Cell, MimeBundle, Output } from "./types.ts";

const KINDS = ["code", "markdown", "raw"];

/** The cell at a place. */
export function readCell(value: unknown, place: Place): Cell {
  const fields = place.record(value, "a cell (an object)");
  const kind = fields["cell_type"];
  if (typeof kind !== "string" || !KINDS.includes(kind)) {
    place.at("cell_type").reject(KINDS.join(", ").replace(/, raw$/, " or raw"), show(kind));
  }
  const base = {
    id: readId(fields["id"], place.at("id")),
    metadata: place.at("metadata").record(fields["metadata"], "an object"),
    source: place.at("source").text(fields["source"]),
  };
  if (kind !== "code") {
    const attachments = fields["attachments"];
    return {
      cell_type: kind as "markdown" | "raw",
      ...base,
      ...(attachments === undefined
        ? {}
        : { attachments: place.at("attachments").record(attachments, "an object") }),
    };
  }
  const outputs = place.at("outputs").list(fields["outputs"], "a list of outputs");
  return {
    cell_type: "code",
    ...base,
    execution_count: place.at("execution_count").count(fields["execution_count"]),
    outputs: outputs.map((output, i) => readOutput(output, place.at(`output ${i + 1}`))),
  };
}

function readId(value: unknown, place: Place): string {
  if (typeof value === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(value)) return value;
  return place.reject("an id of 1 to 64 letters, digits, - and _", show(value));
}

/** The output at a place. */
export function readOutput(value: unknown, place: Place): Output {
  const fields = place.record(value, "an output (an object)");
  switch (fields["output_type"]) {
    case "stream":
      return {
        output_type: "stream",
        name: readName(fields, place),
        text: place.text(fields["text"]),
      };
    case "display_data":
      return { output_type: "display_data", ...readShown(fields, place) };
    case "execute_result":
      return {
        output_type: "execute_result",
        execution_count: place.count(fields["execution_count"]),
        ...readShown(fields, place),
      };
    case "error":
      return {
        output_type: "error",
        ename: place.at("ename").string(fields["ename"], "a string"),
        evalue: place.at("evalue").string(fields["evalue"], "a string"),
        traceback: place.at("traceback").list(fields["traceback"], "a list of lines").map(String),
      };
    default:
      return place.at("output_type").reject(
        "stream, display_data, execute_result or error",
        show(fields["output_type"]),
      );
  }
}

function readName(fields: Fields, place: Place): "stdout" | "stderr" {
  const name = fields["name"];
  if (name === "stdout" || name === "stderr") return name;
  return place.at("name").reject("stdout or stderr", show(name));
}

function readShown(fields: Fields, place: Place): { data: MimeBundle; metadata: Fields } {
  const data = place.at("data").record(fields["data"], "values by MIME type");
  const joined = Object.entries(data).map(([mime, value]) =>
    isText(mime) ? [mime, place.at(mime).text(value)] : [mime, value]
  );
  return {
    data: Object.fromEntries(joined),
    metadata: place.at("metadata").record(fields["metadata"] ?? {}, "an object"),
  };
}

/** Whether nbformat keeps values of this MIME type as text; JSON types stand as themselves. */
export function isText(mime: string): boolean {
  return !/^application\/(.*\+)?json$/.test(mime);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
