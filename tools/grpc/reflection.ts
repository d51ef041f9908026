/** What the server offers, told to clients that do not have the `.proto` files: grpcurl and its like. @module */

import { type ServerDuplexStream, status as codes } from "@grpc/grpc-js";
import type { MessageTypeDefinition, PackageDefinition } from "@grpc/proto-loader";
import { servicesOf } from "./definitions.ts";

interface Request {
  readonly file_by_filename?: string;
  readonly file_containing_symbol?: string;
  readonly list_services?: string;
  readonly message_request?: string;
}

/** Files as descriptors: one that defines something, and those that it needs. */
type Files = readonly Uint8Array[];

/** The handler, by the name of its method. */
export function reflectionCalls(definitions: PackageDefinition) {
  const services = [...servicesOf(definitions).keys()];
  const answer = (request: Request): object => {
    switch (request.message_request) {
      case "list_services":
        return { list_services_response: { service: services.map((name) => ({ name })) } };
      case "file_containing_symbol":
        return described(filesOf(definitions, request.file_containing_symbol!));
      case "file_by_filename":
        return described(filesNamed(definitions, request.file_by_filename!));
      default:
        return refusal(codes.UNIMPLEMENTED, "there are no extensions");
    }
  };
  return {
    ServerReflectionInfo(call: ServerDuplexStream<Request, object>) {
      call.on("error", () => {});
      call.on("data", (request: Request) => {
        // Who asks for much and reads nothing is not listened to.
        if (call.write({ original_request: request, ...answer(request) })) return;
        call.pause();
        call.once("drain", () => call.resume());
      });
      call.on("end", () => call.end());
    },
  };
}

function described(files: Files | undefined): object {
  return files === undefined
    ? refusal(codes.NOT_FOUND, "it is not defined here")
    : { file_descriptor_response: { file_descriptor_proto: files } };
}

function refusal(code: number, words: string): object {
  return { error_response: { error_code: code, error_message: words } };
}

/** The files of a message, of a service or of one of its methods. */
function filesOf(definitions: PackageDefinition, symbol: string): Files | undefined {
  for (const [name, service] of servicesOf(definitions)) {
    const methods = Object.values(service);
    const own = [name, ...methods.map(({ path }) => `${name}.${path.split("/").at(-1)}`)];
    if (own.includes(symbol)) return methods[0]?.requestType.fileDescriptorProtos;
  }
  return typesOf(definitions).get(symbol)?.fileDescriptorProtos;
}

/** The files that come with a name: the library of gRPC names them by their packages. */
function filesNamed(definitions: PackageDefinition, file: string): Files | undefined {
  for (const { fileDescriptorProtos: files } of typesOf(definitions).values()) {
    if (files.some((bytes) => fileName(bytes) === file)) return files;
  }
  return undefined;
}

/** The messages and enumerations by their full names. */
function typesOf(
  definitions: PackageDefinition,
): Map<string, MessageTypeDefinition<object, object>> {
  const types = new Map<string, MessageTypeDefinition<object, object>>();
  for (const [name, definition] of Object.entries(definitions)) {
    if ("format" in definition) {
      types.set(name, definition as MessageTypeDefinition<object, object>);
    }
  }
  return types;
}

/** The name of a file: the first field of its descriptor, a text that is shorter than 128 bytes. */
function fileName(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x0a || bytes[1]! >= 0x80) return undefined;
  return new TextDecoder().decode(bytes.subarray(2, 2 + bytes[1]!));
}
