// What the server found wrong, in words, beside the field that it is about.

import { toast } from "./dom.js";

/** The words for a `Problem`. */
export function describe(problem) {
  switch (problem.type) {
    case "Empty": return "Please fill this in.";
    case "TooLong": return `${problem.actual} characters; ${problem.max} at most.`;
    case "TooMany": return `At most ${problem.max}.`;
    case "NoSuchDay": return "The calendar has no such day.";
    case "Backwards": return `${problem.low} is more than ${problem.high}.`;
    case "Unknown": return "This no longer exists.";
    default: return "This cannot be accepted.";
  }
}

/** Takes the marks of an earlier attempt off a form. @param {HTMLFormElement} form */
export function clearProblems(form) {
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
  for (const line of form.querySelectorAll(".problem")) line.hidden = true;
}

/**
 * Marks the fields that are wrong and puts the cursor into the first one.
 * @param {HTMLFormElement} form @param {Map<string, object>} problems by field name
 */
export function showProblems(form, problems) {
  clearProblems(form);
  let first = null;
  for (const control of form.querySelectorAll("[name]")) {
    const problem = problems.get(control.getAttribute("name"));
    const line = document.getElementById(`${control.id}-problem`);
    if (!problem || !line) continue;
    line.textContent = typeof problem === "string" ? problem : describe(problem);
    line.hidden = false;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", line.id);
    first ??= control;
  }
  if (first) first.focus();
  else toast([...problems.values()].map((one) => (typeof one === "string" ? one : describe(one))).join(" "));
}

/** The words for a failure that no field is to blame for. */
export function explain(failure) {
  if (failure.kind !== "domain") {
    switch (failure.kind) {
      case "offline": return "Not connected. Nothing was changed.";
      case "timeout": return "The server did not answer in time.";
      case "stale": return "The server is of another version: reload the page.";
      default: return `That went wrong (${failure.kind}).`;
    }
  }
  switch (failure.error.type) {
    case "NotFound":
    case "NoTask": return "This task was removed.";
    case "NoAttachment": return "This file was removed.";
    case "NoAuthor": return "First say who you are, at the top.";
    case "Changed": return "Someone else changed this task. This is how it is now.";
    case "TooLarge": return `The file has ${size(failure.error.actual)}; ${size(failure.error.max)} at most.`;
    case "Text":
    case "Name": return describe(failure.error.value);
    case "Unavailable": return "The server is busy. Try again.";
    default: return "The server refused that.";
  }
}

/** Bytes in words. @param {bigint} bytes */
export function size(bytes) {
  if (bytes < 1024n) return `${bytes} bytes`;
  return `${(Number(bytes) / 1024).toFixed(bytes < 10240n ? 1 : 0)} KB`;
}
