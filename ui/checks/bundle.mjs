// Holds the built window to what must not be in it: the made-up backend, and assets its content policy refuses.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const faults = [];
for (const name of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  if (!/\.(js|css|html)$/.test(name)) continue;
  const text = readFileSync(join("dist", name), "utf8");
  if (text.includes("cmdb-import")) faults.push(`${name} holds the made-up backend`);
  if (/url\(["']?(data:font|https?:)/.test(text))
    faults.push(`${name} refers to an asset that the window refuses`);
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
