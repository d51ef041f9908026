/** The same messages by protobuf-es, from the declaration that a compiler of Protocol Buffers would give it. @module */

import { create, createFileRegistry, fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { appendOf, type Envelope } from "hb/laboratory/wire/append.ts";
import type { Format } from "hb/laboratory/wire/formats.ts";

type FieldType = "UINT64" | "BYTES" | "MESSAGE";

function field(name: string, number: number, type: FieldType = "UINT64", more: object = {}) {
  return { name, number, type: `TYPE_${type}`, label: "LABEL_OPTIONAL", ...more };
}

const choice = { oneofDecl: [{ name: "type" }] };

const file = fromJson(FileDescriptorProtoSchema, {
  name: "append.proto",
  syntax: "proto3",
  messageType: [
    { name: "Position", field: [field("index", 1), field("term", 2)] },
    { name: "Command", field: [field("term", 1), field("command", 2, "BYTES")] },
    {
      name: "Entry",
      ...choice,
      field: [field("command", 2, "MESSAGE", { typeName: ".Command", oneofIndex: 0 })],
    },
    {
      name: "AppendEntries",
      field: [
        field("term", 1),
        field("previous", 2, "MESSAGE", { typeName: ".Position" }),
        field("entries", 3, "MESSAGE", { typeName: ".Entry", label: "LABEL_REPEATED" }),
        field("commit", 4),
        field("round", 5),
      ],
    },
    {
      name: "Message",
      ...choice,
      field: [field("appendEntries", 8, "MESSAGE", { typeName: ".AppendEntries", oneofIndex: 0 })],
    },
    {
      name: "Envelope",
      field: [field("to", 1), field("message", 2, "MESSAGE", { typeName: ".Message" })],
    },
  ],
});
const schema = createFileRegistry(file, () => undefined).getMessage("Envelope")!;

/** What protobuf-es makes of such a message. */
interface Read {
  readonly to: bigint;
  readonly message: {
    readonly type: {
      readonly value: {
        readonly entries: readonly {
          readonly type: {
            readonly value: { readonly term: bigint; readonly command: Uint8Array };
          };
        }[];
      };
    };
  };
}

function asMessage({ to, message }: Envelope & ReturnType<typeof appendOf>): object {
  const { previous, term, entries, commit, round } = message;
  return create(schema, {
    to: BigInt(to),
    message: {
      type: {
        case: "appendEntries",
        value: {
          term: BigInt(term),
          previous: { index: BigInt(previous.index), term: BigInt(previous.term) },
          entries: entries.map((entry) => ({
            type: {
              case: "command",
              value: { term: BigInt(entry.term), command: (entry as { command: unknown }).command },
            },
          })),
          commit: BigInt(commit),
          round: BigInt(round),
        },
      },
    },
  } as never);
}

/** Its values are made beforehand: what they cost is not measured. */
export const protobufEs: Format = {
  name: "protobuf-es",
  prepare(entries) {
    const value = asMessage(appendOf(entries)) as never, bytes = toBinary(schema, value);
    const read = (): Read => fromBinary(schema, bytes) as unknown as Read;
    return {
      bytes,
      encode: () => toBinary(schema, value).length,
      read,
      route: () => Number(read().to),
      readAll() {
        let sum = 0;
        for (const { type: { value } } of read().message.type.value.entries) {
          sum += Number(value.term) + value.command[0]!;
        }
        return sum;
      },
    };
  },
};
