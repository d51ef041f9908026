/** What the `.proto` files of the store define, as the library of gRPC takes it. @module */

import { loadSync, type PackageDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import { protoFolder } from "./places.ts";

/** The name of the store's service. */
export const storeService = "happensbefore.kv.v1.KV";

/** All that is defined. */
export function loadDefinitions(): PackageDefinition {
  // With whole paths nothing is searched for: that would ask who the user is.
  const files = ["kv", "health", "reflection"].map((name) => `${protoFolder}/${name}.proto`);
  return loadSync(files, {
    keepCase: true,
    longs: Number,
    // Lists and enumerations as they are; what is optional and not there is missing.
    arrays: true,
    enums: String,
    oneofs: true,
  });
}

/** The services among them by their full names. */
export function servicesOf(definitions: PackageDefinition): Map<string, ServiceDefinition> {
  const services = new Map<string, ServiceDefinition>();
  for (const [name, definition] of Object.entries(definitions)) {
    if (!("format" in definition)) services.set(name, definition as ServiceDefinition);
  }
  return services;
}
