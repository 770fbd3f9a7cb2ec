// Runs before anything else of the page: keeps what a person does until the page can react to it.
(() => {
  const kept = [];
  const active = "button,summary,label,[role=button],input[type=submit],input[type=button],input[type=checkbox],input[type=radio]";
  const keep = (event) => {
    if (event.type === "submit") {
      event.preventDefault();
      kept.push(["submit", event.target, event.submitter]);
      return;
    }
    const target = event.target.closest?.(active);
    // A click that changes a field, or opens a form's dialog, does so by itself: it is told later.
    if (!target || !target.closest("#rally-app") || target.matches("input[type=checkbox],input[type=radio],label,summary")) return;
    event.preventDefault();
    kept.push(["click", target]);
  };
  addEventListener("click", keep, true);
  addEventListener("submit", keep, true);

  const stop = () => {
    removeEventListener("click", keep, true);
    removeEventListener("submit", keep, true);
  };
  const release = () => {
    stop();
    for (const [type, target, submitter] of kept.splice(0)) {
      if (!target.isConnected) continue;
      if (type === "submit") target.requestSubmit(submitter?.isConnected ? submitter : undefined);
      else target.click();
    }
  };
  // The script that would make it react cannot be had.
  addEventListener("error", (event) => event.target.type === "module" && release(), true);
  // What a list shows of which no option is said to be chosen.
  const first = (list) =>
    list.type === "select-one" && list.size < 2 && ![...list.options].some((option) => option.defaultSelected)
      ? [...list.options].findIndex((option) => !option.disabled)
      : -1;
  const changed = (field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.options
        ? [...field.options].some((option, at) => option.selected !== (option.defaultSelected || at === first(field)))
        : field.value !== field.defaultValue;
  const tell = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const fields = () => [...document.querySelectorAll("#rally-app :is(input,textarea,select)")];
  const typed = () => fields().filter(changed).map((field) => [field, field.value, field.checked]);
  const put = (field, value, checked) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
    else if (field.value !== value) field.value = value;
  };

  window.__rally = {
    // The page reacts now: what was kept happens, on the same elements.
    ready() {
      // The model that is told of one field writes all of them: so what was typed is put back before each is told.
      const told = typed();
      // The server cannot say what a list shows: its options come after it.
      for (const field of fields()) if (field.options && "rallyHeld" in field && !changed(field)) field.value = field.rallyHeld;
      for (const [field, value, checked] of told) {
        put(field, value, checked);
        tell(field);
      }
      release();
      document.documentElement.dataset.rally = "ready";
    },
    // It never will: what was kept happens as if there were no script.
    quit() {
      release();
    },
    // The page is to be rendered anew: what was typed is put back, by the names of fields.
    save() {
      const key = (field) => field.id || (field.form?.id ?? "") + "/" + field.name;
      const saved = typed().map(([field, ...rest]) => [key(field), ...rest]);
      return () => {
        stop();
        kept.length = 0;
        const byKey = new Map(fields().map((field) => [key(field), field]));
        for (const [name, value, checked] of saved) {
          const field = byKey.get(name);
          if (!field) continue;
          put(field, value, checked);
          tell(field);
        }
        document.documentElement.dataset.rally = "ready";
      };
    },
  };
})();
