
// Examples: one language for all of them.
(() => {
  const LANGUAGES = { rust: "Rust", js: "JavaScript", json: "JSON", etf: "ETF" };
  const names = Object.keys(LANGUAGES);
  const tabs = [];

  function choose(name) {
    document.body.dataset.in = name;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.name === name));
  }
  function fill(group) {
    group.classList.add("tabs");
    for (const name of names) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.name = name;
      button.textContent = LANGUAGES[name];
      button.setAttribute("aria-pressed", String(document.body.dataset.in === name));
      button.addEventListener("click", () => choose(name));
      tabs.push(button);
      group.append(button);
    }
  }
  choose("rust");
  fill(document.getElementById("languages"));
  document.getElementById("settings").hidden = false;
  // The buttons of an example are made when it is opened for the first time.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches("details.samples") || !target.open || target.querySelector(".tabs")) return;
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Example in");
    fill(group);
    target.querySelector("summary").after(group);
  }, true);
})();

// The search box.
(() => {
  const MOST = 40;
  const form = document.getElementById("find");
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const contents = document.getElementById("contents");
  const entries = [];
  const kinds = [["call-", "endpoint"], ["push-", "push"], ["type-", "type"]];
  for (const article of document.querySelectorAll("article")) {
    const name = article.querySelector("h4 a");
    const kind = kinds.find(([start]) => article.id.startsWith(start));
    const module = article.id.slice(5, article.id.lastIndexOf("."));
    entries.push({ text: name.textContent, note: `${kind[1]} in ${module}`, href: name.getAttribute("href") });
    for (const label of article.querySelectorAll(".label")) {
      entries.push({ text: label.textContent, note: `in ${name.textContent}`, href: name.getAttribute("href"), isPart: true });
    }
  }

  const rank = (entry, query) => {
    const text = entry.text.toLowerCase();
    const place = text.indexOf(query);
    if (place < 0) return entry.isPart || !entry.note.toLowerCase().includes(query) ? -1 : 90;
    return (text === query ? 0 : place === 0 ? 10 : 20) + (entry.isPart ? 30 : 0);
  };
  function search() {
    const query = input.value.trim().toLowerCase();
    contents.hidden = query !== "";
    found.replaceChildren();
    if (!query) return;
    const ranked = entries.map((entry) => [rank(entry, query), entry]).filter(([rank]) => rank >= 0);
    ranked.sort(([one, a], [other, b]) => one - other || a.text.length - b.text.length);
    const say = document.createElement("p");
    say.textContent = ranked.length === 0 ? "Nothing found." : ranked.length > MOST ? `The first ${MOST} of ${ranked.length}` : `${ranked.length} found`;
    const list = document.createElement("ul");
    for (const [, entry] of ranked.slice(0, MOST)) {
      const link = document.createElement("a");
      link.href = entry.href;
      const place = entry.text.toLowerCase().indexOf(query);
      if (place < 0) link.append(entry.text);
      else {
        const mark = document.createElement("mark");
        mark.textContent = entry.text.slice(place, place + query.length);
        link.append(entry.text.slice(0, place), mark, entry.text.slice(place + query.length));
      }
      const note = document.createElement("span");
      note.textContent = entry.note;
      link.append(note);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    found.append(say, list);
  }

  form.hidden = false;
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  form.parentElement.addEventListener("keydown", (event) => {
    const links = [input, ...found.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && input.value) {
      input.value = "";
      search();
      input.focus();
    } else if (step && links.length > 1) {
      event.preventDefault();
      links[Math.min(Math.max(links.indexOf(document.activeElement) + step, 0), links.length - 1)].focus();
    }
  });
  // Where everything is in one column, what was found would stand before what it leads to.
  found.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    if (matchMedia("(max-width: 52rem)").matches) {
      input.value = "";
      search();
    }
  });
})();

// Calls.
(() => {
  const server = document.getElementById("server");
  const isServed = location.protocol.startsWith("http");
  server.value = isServed ? `${location.origin}/rpc` : "http://127.0.0.1:8080/rpc";
  const RPC = { UnknownFunction: "the server has no such function", InternalError: "the server failed" };
  const HEADER = "libero-contract";
  class Unaddressed extends Error {}
  let last = 0;

  /** Where calls go to, by what was typed: calls are at /rpc unless there is a path. */
  function address() {
    const typed = server.value.trim();
    const isBare = /^(\[[^\]]+\]|[^/:?#]+):\d+(\/|$)/.test(typed);
    const text = isServed && typed.startsWith("/") ? location.origin + typed : isBare ? `http://${typed}` : typed;
    const isSocket = /^wss?:/i.test(text);
    const found = /^(http|ws)s?:\/\/[^/?#]/i.test(text) ? parsed(text.replace(/^ws/i, "http")) : undefined;
    if (!found) throw new Unaddressed(`“${typed}” is no address of a server: write http://HOST:PORT, or HOST:PORT`);
    const [, folder, name] = /^(.*\/)([^/]*)$/.exec(found.pathname);
    if (!name || name === "contract" || name.endsWith(".json") || (isSocket && name === "ws")) found.pathname = `${folder}rpc`;
    return found;
  }

  /** What a call came to: a title, whether that is good, what stands below it, and what is said of the server. */
  async function call([module, name, request, ok, err, , hash], plain) {
    const message = values.write(request, plain);
    const id = ++last;
    const envelope = { kind: "request", protocol_version: data.protocol, contract_hash: data.hash, module, request_id: id, message };
    const url = address();
    const post = async (versions) => {
      const headers = { "content-type": "application/json" };
      // Servers of other origins would have to allow it.
      if (url.origin === location.origin) headers[HEADER] = versions;
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(envelope) });
      const text = await response.text();
      return [response, text, read(text)];
    };
    let [response, text, body] = await post(data.hash);
    let note = "";
    if (response.status === 409 && body?.endpoints) {
      const theirs = Object.hasOwn(body.endpoints, `${module}.${name}`) ? body.endpoints[`${module}.${name}`] : undefined;
      if (theirs !== hash) {
        const is = theirs === undefined ? "has no such function" : "has another version of this function";
        return ["Stale", false, `The server ${is}. Reload this page, or generate it anew.`];
      }
      note = "The server speaks another version of the contract, in which this function is the same.";
      [response, text, body] = await post(`${body.contract_hash} ${hash}`);
      if (response.status === 409) return ["Stale", false, "The server changes its contract just now: call again."];
    }
    const spoken = response.headers.get(HEADER);
    const isOther = !note && spoken !== null && spoken !== data.hash;
    if (isOther) note = "This server speaks another version of the contract: what it answers may be something else than it seems.";
    if (!body) return [`HTTP ${response.status}`, false, text.trim() || "an empty answer", note];
    if (body.kind === "error" && Array.isArray(body.errors)) {
      return ["Refused", false, body.errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("\n"), note];
    }
    try {
      const outer = body.value;
      if (outer.variant !== "Ok") {
        const { variant, fields } = outer.fields[0];
        return [variant, false, `${RPC[variant] ?? "the call failed"}: ${fields.message ?? fields.name ?? ""}`, note];
      }
      const [inner] = outer.fields;
      const isOk = inner.variant === "Ok";
      const type = isOk ? ok : err;
      const answer = values.read(type, inner.fields[0]);
      if (isOther) values.write(type, answer);
      return [isOk ? "Ok" : "Error", isOk, JSON.stringify(answer, null, 2), note];
    } catch (error) {
      const why = error instanceof values.Wrong ? ` (${error.message})` : "";
      return ["Not read", false, `What was answered is no answer of this contract${why}:\n${JSON.stringify(body, null, 2)}`, note];
    }
  }
  const orNothing = (make) => {
    try {
      return make();
    } catch {
      return undefined;
    }
  };
  const read = (text) => orNothing(() => JSON.parse(text));
  const parsed = (text) => orNothing(() => new URL(text));

  function show(result, title, isGood, text, time, note) {
    const line = document.createElement("p");
    const name = document.createElement("strong");
    name.className = isGood ? "good" : "bad";
    name.textContent = title;
    line.append(name, time === undefined ? "" : ` in ${time < 10 ? time.toFixed(1) : Math.round(time)} ms`);
    const body = document.createElement("pre");
    body.textContent = text;
    body.tabIndex = 0;
    body.setAttribute("aria-label", "Answer");
    body.setAttribute("role", "region");
    result.replaceChildren(line, body);
    if (!note) return;
    const warning = document.createElement("p");
    warning.className = "warn";
    warning.textContent = note;
    line.after(warning);
  }

  function build(details) {
    const entry = data.calls[Number(details.dataset.call)];
    const [, name, , , , example] = entry;
    const form = document.createElement("form");
    const label = document.createElement("label");
    const input = document.createElement("textarea");
    const go = document.createElement("div");
    const button = document.createElement("button");
    const result = document.createElement("div");
    const text = JSON.stringify(example, null, 2);
    input.value = text;
    input.rows = Math.min(Math.max(text.split("\n").length, 2), 16);
    input.spellcheck = false;
    label.append(`Arguments of ${name}, as JSON`, input);
    go.className = "go";
    button.textContent = "Call";
    go.append(button);
    result.className = "result";
    result.setAttribute("aria-live", "polite");
    form.append(label, go, result);
    details.append(form);

    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      input.removeAttribute("aria-invalid");
      button.disabled = true;
      const started = performance.now();
      try {
        const [title, isGood, text, note] = await call(entry, JSON.parse(input.value));
        show(result, title, isGood, text, performance.now() - started, note);
      } catch (error) {
        const isArgument = error instanceof SyntaxError || error instanceof values.Wrong;
        if (isArgument) input.setAttribute("aria-invalid", "true");
        const isSent = !isArgument && !(error instanceof Unaddressed);
        const title = isSent ? "No answer" : "Not sent";
        const hint = !isSent ? "" : `\n${server.value} did not answer, or allows no calls from this page.`;
        show(result, title, false, error.message + hint);
      }
      button.disabled = false;
    });
  }

  for (const details of document.querySelectorAll("details.try")) details.hidden = false;
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches("details.try") && target.open && !target.querySelector("form")) build(target);
  }, true);
})();
