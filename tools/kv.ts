/** `deno task kv`: asks the store that `deno task cluster` runs. `--help` says how. @module */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { kvHelp, parseKv } from "./kv/arguments.ts";
import type { Operation, Result } from "./kv/operation.ts";
import { tls } from "hb/host/tls/transport.ts";
import { clientFilesOf } from "./certificates/folder.ts";
import { StoreClient } from "./kv/store_client.ts";
import { typed } from "./command/typed.ts";
import { showAddress } from "hb/host/address.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, kvHelp)) return 0;
  const options = parseKv(args);
  const { operation, timeoutMs, grpc, tls: folder, client: name, ...where } = options;
  const files = folder === undefined
    ? undefined
    : clientFilesOf(folder, name ?? "client", name !== undefined);
  const at = {
    ...where,
    unreached() {
      const at = where.addresses.map(showAddress).join(", ");
      console.error(
        `No node answers at ${at}: "${typed(grpc ? "cluster --grpc" : "cluster")}" starts them. ` +
          `Trying for ${timeoutMs / 1000} s`,
      );
    },
  };
  // The library of gRPC is loaded by those who ask so, and by nobody else.
  const client = grpc
    ? new (await import("./grpc/client.ts")).GrpcStoreClient({ ...at, files })
    : new StoreClient({ ...at, transport: files && tls({ files }) });
  const result = await client.ask(operation, timeoutMs);
  await client.close();
  return report(operation, result);
}

function report(operation: Operation, result: Result): number {
  if (result.kind === "unknown") {
    console.error(`It is not known whether ${words(operation)} was done: ${result.why}`);
    return 3;
  }
  if (result.kind === "fail") {
    console.error(`Cannot do ${words(operation)}: ${result.why}`);
    return 1;
  }
  const { value } = result;
  if (operation.type === "get") {
    if (value !== null) console.log(value);
    else console.error(`There is no ${JSON.stringify(operation.key)}`);
    return value === null ? 1 : 0;
  }
  if (operation.type === "cas" && value !== true) {
    console.error(`${JSON.stringify(operation.key)} is not what was expected; nothing was changed`);
    return 1;
  }
  return 0;
}

function words({ type, key }: Operation): string {
  return `${type} ${JSON.stringify(key)}`;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
