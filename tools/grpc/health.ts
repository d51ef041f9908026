/** The health of a node: it serves while it knows who leads. @module */

import {
  type handleUnaryCall,
  Metadata,
  type ServerWritableStream,
  status as codes,
} from "@grpc/grpc-js";
import { storeService } from "./definitions.ts";

/** How often a stream looks whether the health has changed, in ms. */
const everyMs = 100;

interface Request {
  readonly service?: string;
}

interface Response {
  readonly status: "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";
}

/** The handlers by the names of their methods; a stream ends when the server stops. */
export function healthCalls(serves: () => boolean, stopped: AbortSignal) {
  const statusOf = (service = ""): Response => {
    if (service !== "" && service !== storeService) return { status: "SERVICE_UNKNOWN" };
    return { status: serves() && !stopped.aborted ? "SERVING" : "NOT_SERVING" };
  };
  const Check: handleUnaryCall<Request, Response> = ({ request: { service } }, done) => {
    const response = statusOf(service);
    if (response.status !== "SERVICE_UNKNOWN") return done(null, response);
    const details = `there is no service ${JSON.stringify(service)}`;
    done({ code: codes.NOT_FOUND, details, metadata: new Metadata() });
  };
  const Watch = (call: ServerWritableStream<Request, Response>) => {
    let said = "";
    const look = () => {
      const response = statusOf(call.request.service);
      if (response.status !== said) call.write(response);
      said = response.status;
    };
    const timer = setInterval(look, everyMs);
    const end = () => {
      clearInterval(timer);
      stopped.removeEventListener("abort", stop);
    };
    const stop = () => {
      look();
      end();
      call.end();
    };
    call.on("error", () => {});
    call.on("cancelled", end);
    if (stopped.aborted) return stop();
    stopped.addEventListener("abort", stop);
    look();
  };
  return { Check, Watch };
}
