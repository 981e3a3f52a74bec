/// <reference types="node" />
import { defineConfig } from "vite";

// Builds the harness alone, out of the way of the product: `npx vite build --config dev/vite.config.ts --outDir DIR`.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: { assetsInlineLimit: 0, target: "es2022", modulePreload: { polyfill: false }, emptyOutDir: true, rolldownOptions: { input: `${import.meta.dirname}/plan.html` } },
});
