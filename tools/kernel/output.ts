/** Published messages as the outputs that a notebook keeps. @module */

import type { MimeBundle, Output } from "../notebook/types.ts";
import type { Message } from "./message.ts";

/**
 * The outputs that messages carry. An update takes the place of the display with the same id, as it
 * does on the screen; one that updates nothing in this cell is left out.
 */
export function toOutputs(messages: readonly Message[]): Output[] {
  const outputs: Output[] = [];
  const displayed = new Map<unknown, number>();
  for (const message of messages) {
    const { content } = message;
    const id = (content["transient"] as Record<string, unknown> | undefined)?.["display_id"];
    const at = id === undefined ? undefined : displayed.get(id);
    if (message.header.msg_type === "update_display_data") {
      if (at !== undefined) outputs[at] = { output_type: "display_data", ...shown(content) };
      continue;
    }
    const output = toOutput(message);
    if (output === undefined) continue;
    if (id !== undefined) displayed.set(id, outputs.length);
    outputs.push(output);
  }
  return outputs;
}

/** The output that a message carries, or nothing, if it carries none (a status, an echo). */
function toOutput(message: Message): Output | undefined {
  const { content } = message;
  switch (message.header.msg_type) {
    case "stream":
      return {
        output_type: "stream",
        name: content["name"] === "stderr" ? "stderr" : "stdout",
        text: String(content["text"] ?? ""),
      };
    case "display_data":
      return { output_type: "display_data", ...shown(content) };
    case "execute_result":
      return {
        output_type: "execute_result",
        execution_count: content["execution_count"] as number | null,
        ...shown(content),
      };
    case "error":
      return {
        output_type: "error",
        ename: String(content["ename"]),
        evalue: String(content["evalue"]),
        traceback: Array.isArray(content["traceback"]) ? content["traceback"].map(String) : [],
      };
    default:
      return undefined;
  }
}

function shown(content: Message["content"]): { data: MimeBundle; metadata: MimeBundle } {
  return {
    data: (content["data"] ?? {}) as MimeBundle,
    metadata: (content["metadata"] ?? {}) as MimeBundle,
  };
}

/**
 * Outputs in the form in which they are compared: neighbouring pieces of a stream joined, since where the
 * kernel cuts them is chance; and the error last, since it overtakes what was printed before it.
 */
export function normalise(outputs: readonly Output[]): Output[] {
  const ordered = [
    ...outputs.filter((output) => output.output_type !== "error"),
    ...outputs.filter((output) => output.output_type === "error"),
  ];
  const joined: Output[] = [];
  for (const output of ordered) {
    const last = joined.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name
    ) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else {
      joined.push(output);
    }
  }
  return joined;
}
