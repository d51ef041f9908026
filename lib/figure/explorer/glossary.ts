/** What labels say of the values in one trace, as data that travels with it. @module */

import type { Labels } from "../../model/labels.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { brief, messageWords } from "../spacetime/words.ts";

/** The texts of the labels, by the values of which they speak. */
export interface Glossary extends Partial<Record<Spoken, ReadonlyMap<unknown, string>>> {
  /** The colours that types of messages are pinned to. */
  readonly colours?: Readonly<Record<string, number>> | undefined;
}

/** What can have a label. */
export type Spoken = Exclude<keyof Labels, "colours" | "routine" | "replies" | "legend">;

type Said = Partial<Record<Spoken, (value: unknown) => string | undefined>>;

/** What the labels have to say of one event; undefined when that is nothing. */
export function spoken(
  event: TraceEvent,
  labels: Labels,
): { readonly what: Spoken; readonly value: unknown; readonly text: string } | undefined {
  const [what, value] = subjectOf(event);
  const text = what === undefined
    ? undefined
    : (labels as Pick<Labels, Spoken> as Said)[what]?.(value);
  return what === undefined || text === undefined ? undefined : { what, value, text };
}

function subjectOf(event: TraceEvent): readonly [what?: Spoken, value?: unknown] {
  switch (event.kind) {
    case "send":
    case "deliver":
      return ["message", event.body];
    case "state":
      return ["state", event.state];
    case "timer":
      return ["timer", event.timer];
    case "save":
      return ["record", event.record];
    case "invoke":
      return ["request", event.input];
    case "ok":
      return event.output === undefined ? [] : ["answer", event.output];
    default:
      return [];
  }
}

/**
 * The labels of a glossary. They know a value by its identity, so it must be one of the trace with which the
 * glossary was unpacked; of all others the usual words are said.
 */
export function labelsOf(glossary: Glossary): Labels {
  const { node, client, message, state, timer, record, request, answer, colours } = glossary;
  return {
    node: (id) => node?.get(id) ?? `node ${id}`,
    client: (process) => client?.get(process) ?? `client ${process}`,
    message: (body) => message?.get(body) ?? messageWords(body),
    state: (value) => state?.get(value),
    timer: (value) => timer?.get(value) ?? brief(value),
    record: (value) => record?.get(value) ?? brief(value),
    request: (input) => request?.get(input) ?? brief(input),
    answer: (output) => answer?.get(output) ?? brief(output),
    ...(colours === undefined ? {} : { colours }),
  };
}
