// Builds the stylesheet, the two scripts and the font into the package's static folder. No network.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const output = fileURLToPath(new URL("../src/kompassros/web/static/web/dist/", import.meta.url));
const themeTool = fileURLToPath(
  new URL("./node_modules/@digdir/designsystemet/dist/bin/designsystemet.js", import.meta.url),
);

function tokens(...options) {
  execFileSync(process.execPath, [themeTool, "tokens", ...options], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

rmSync(new URL(".theme", import.meta.url), { recursive: true, force: true });
tokens("create", "--config", "designsystemet.config.json");
tokens("build", "-t", ".theme/tokens", "-o", ".theme/css");

rmSync(output, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/site.css", out: "site" },
    { in: "src/main.js", out: "site" },
    { in: "src/theme.js", out: "theme" },
  ],
  assetNames: "[name]",
  outdir: output,
  bundle: true,
  minify: true,
  legalComments: "none",
  target: ["chrome120", "firefox121", "safari17"],
  loader: { ".woff2": "file" },
  logLevel: "warning",
});
