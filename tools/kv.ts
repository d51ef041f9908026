/** `deno task kv`: asks the store that `deno task cluster` runs. `--help` says how. @module */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { kvHelp, parseKv } from "./kv/arguments.ts";
import { reportOf } from "./kv/report.ts";
import { tls } from "hb/host/tls/transport.ts";
import { clientFilesOf } from "./certificates/folder.ts";
import { StoreClient } from "./kv/store_client.ts";
import { typed } from "./command/typed.ts";
import { showAddress } from "hb/host/address.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, kvHelp)) return 0;
  const options = parseKv(args);
  const { command, timeoutMs, grpc, tls: folder, client: name, ...where } = options;
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
  const result = await client.ask(command, timeoutMs);
  await client.close();
  const { out = [], error, code } = reportOf(command, result);
  for (const line of out) console.log(line);
  if (error !== undefined) console.error(error);
  return code;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
