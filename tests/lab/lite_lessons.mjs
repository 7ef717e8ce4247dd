// Every lesson of a language in the interpreter that the JupyterLite site brings, without a browser:
//   node lite_lessons.mjs SITE LANG
// Prints one JSON line a notebook: its name, how many cells ran, and the errors.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [site, lang] = [resolve(process.argv[2]), process.argv[3]];
const folder = join(site, "static", "pyodide") + "/";
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const silent = { stdout: () => {}, stderr: () => {} };
const python = await loadPyodide({ indexURL: folder, packageBaseUrl: folder, packageCacheDir: folder, ...silent });
await python.loadPackage(["hasim", "ipython", "jedi"], { messageCallback: () => {} });
const run = python.runPython(`
import json, os
from IPython.core.interactiveshell import InteractiveShell

os.makedirs("/drive/${lang}")
os.chdir("/drive/${lang}")
shell = InteractiveShell.instance()

def run(name, text):
    shell.reset()
    errors, cells = [], [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        result = shell.run_cell("".join(cell["source"]))
        if not result.success:
            errors.append([cell["id"], str(result.error_in_exec or result.error_before_exec)])
    return json.dumps({"name": name, "cells": len(cells), "errors": errors})

run
`);
for (const name of readdirSync(join(site, "files", lang)).filter((each) => each.endsWith(".ipynb")).sort()) {
  console.log(run(name, readFileSync(join(site, "files", lang, name), "utf-8")));
}
