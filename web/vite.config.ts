/// <reference types="node" />
import { defineConfig } from "vite";
import { compressed } from "./build/compressed.ts";
import { iconSprite } from "./build/icons.ts";

const OUT = "../server/src/fairlead/pages/static/fairlead/dist";

// The pages' policy is script-src 'self' and style-src 'self': nothing is inlined, neither styles nor small files as data: addresses.
export default defineConfig({
  base: "/static/fairlead/dist/",
  publicDir: false,
  plugins: [iconSprite("src/icons.txt"), compressed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { main: "src/main.ts", plan: "src/plan/index.ts", load: "src/load/index.ts", map: "src/map/index.ts" },
    },
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, origin: "http://127.0.0.1:5173" },
});
