// What a reader of the guide is to do: the blocks of a document, in their order. What a block means is said by its
// language and by the line before it.
//
//   sh       commands, one a line
//   console  commands after `$ `, each with what it prints
//   text     what `rally dev` says; the line before names it
//   diff     a change to the file that the line before ends with, as in "In `src/lib.rs`:"
//   others   the whole of that file, or its end where the line begins with "Add to the end"
//
// A block that is none of these is an error: nothing stands in the guide that nobody tries out.

/** The parts of a document, each with the line where it begins. */
export function parts(document) {
  const found = [];
  let before = "";
  let block;
  document.split("\n").forEach((line, index) => {
    const fence = line.match(/^```(.*)$/);
    if (block && fence) {
      found.push(...read(block));
      block = undefined;
      before = "";
    } else if (block) block.lines.push(line);
    else if (fence) block = { language: fence[1], before, line: index + 1, lines: [] };
    else if (line.trim()) before = line;
  });
  if (block) throw new Error(`line ${block.line}: the block does not end`);
  return found;
}

function read({ language, before, line, lines }) {
  const path = before.match(/`([^`]+)`:$/)?.[1];
  const text = `${lines.join("\n")}\n`;
  const isSaid = before.includes("`rally dev`") && before.endsWith(":");
  if (language === "sh") return lines.filter(Boolean).map((command) => ({ kind: "run", command, line }));
  if (language === "console") return commands(lines, line);
  if (language === "text" && isSaid) return [{ kind: "says", text, line }];
  if (language === "diff" && path) return [{ kind: "change", path, changes: changes(lines), line }];
  if (path && /^(rust|sql|toml|js)$/.test(language)) {
    return [{ kind: before.startsWith("Add to the end") ? "append" : "write", path, text, line }];
  }
  throw new Error(`line ${line}: nobody can try this block out: \`\`\`${language} after ${JSON.stringify(before)}`);
}

function commands(lines, line) {
  const found = [];
  for (const text of lines) {
    if (text.startsWith("$ ")) found.push({ kind: "run", command: text.slice(2), printed: "", line });
    else if (found.length) found.at(-1).printed += `${text}\n`;
    else throw new Error(`line ${line}: a block begins with a command, after \`$ \``);
  }
  return found;
}

/** Pairs of what stands there and what is to, one for each `@@`. */
function changes(lines) {
  const found = [{ from: "", to: "" }];
  for (const line of lines) {
    if (line.startsWith("@@")) found.push({ from: "", to: "" });
    else if (/^[ +-]/.test(line) || line === "") {
      if (line[0] !== "+") found.at(-1).from += `${line.slice(1)}\n`;
      if (line[0] !== "-") found.at(-1).to += `${line.slice(1)}\n`;
    } else throw new Error(`no line of a diff: ${line}`);
  }
  return found.filter(({ from }) => from);
}

/** A file with a change, which fits in one place. */
export function changed(text, { from, to }) {
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`${places} places fit:\n${from}`);
  return text.replace(from, () => to);
}

/** Whether what was printed is what is shown. `…` is any text, and figures with a unit are any figures. */
export function fits(shown, printed) {
  const figures = (text) => text.replace(/\b\d+(\.\d+)? ?(ms|s|kB|MB)\b/g, "# $2").replace(/# (ms|s)\b/g, "# s");
  const exact = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = figures(shown.trimEnd()).split("…").map(exact).join("[^]*");
  return new RegExp(`^${pattern}$`).test(figures(printed.trimEnd()));
}
