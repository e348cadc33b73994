import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// For tests, "local" means the same on every machine, and is no zone in which mistakes go unseen: its clocks are ahead
// of UTC by nine hours and a half, and are changed twice a year. Their threads have the zone of the process.
if (process.env.VITEST) process.env.TZ = "Australia/Adelaide";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The desktop shell waits for exactly this port.
  server: { port: 5173, strictPort: true },
  clearScreen: false,
  build: {
    target: ["chrome111", "safari16.4"],
    // The window's content policy allows fonts and images from the program itself only, not as data: URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  test: {
    testTimeout: 30_000,
    css: { modules: { classNameStrategy: "non-scoped" } },
    // A thread starts faster than a process.
    pool: "threads",
    // Pure logic needs no page, and nothing that one file's tests could leave behind for another's: making a page, or a
    // world for each file, takes longer than its tests.
    projects: [
      {
        extends: true,
        test: { name: "logic", include: ["src/**/*.test.ts"], environment: "node", isolate: false },
      },
      {
        extends: true,
        test: {
          name: "window",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["src/test/setup.ts"],
        },
      },
    ],
  },
});
