/** `deno task certificates`: makes what TLS needs. `--help` says what it can do. @module */

import { certificatesHelp, parseCertificates } from "./certificates/arguments.ts";
import { makeCertificates } from "./certificates/make.ts";
import { helps } from "./command/help.ts";
import { typed } from "./command/typed.ts";
import { exitWith } from "./command/usage_error.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, certificatesHelp)) return 0;
  const options = parseCertificates(args), { folder, renew, add, retire } = options;
  for (const line of await makeCertificates(options)) console.log(line);
  if (renew === undefined && add === undefined && !retire) {
    console.log(`try: ${typed(`cluster --tls ${folder}`)}`);
    console.log(`     ${typed(`kv put greeting hello --tls ${folder}`)}`);
  }
  return 0;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
