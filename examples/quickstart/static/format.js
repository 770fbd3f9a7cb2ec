// Values of the contract as people read them.

/** Nanoseconds since 1970, as the contract carries a time. @param {bigint} nanos */
export const toDate = (nanos) => new Date(Number(nanos / 1_000_000n));

const days = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const moments = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** @param {bigint} nanos */
export const moment = (nanos) => moments.format(toDate(nanos));

/** A day of the contract, `[2026, 2, 3]`. @param {[number, number, number]} day */
export const day = ([year, month, date]) => days.format(new Date(year, month - 1, date));

/** Whether a day has passed. @param {[number, number, number]} day */
export const past = ([year, month, date]) => new Date(year, month - 1, date + 1) < new Date();

/** For `<input type="date">`. */
export const dayToInput = (value) => (value === null ? ""
  : [String(value[0]).padStart(4, "0"), ...value.slice(1).map((part) => String(part).padStart(2, "0"))].join("-"));

/** From `<input type="date">`; null where it is empty. */
export const dayFromInput = (text) => (text === "" ? null : text.split("-").map(Number));

/** Words between commas or spaces. @param {string} text */
export const tagsFromInput = (text) => [...new Set(text.toLowerCase().split(/[\s,]+/).filter((tag) => tag !== ""))];

/** `Ada Lovelace` to `AL`. @param {string} name */
export const initials = (name) => name.split(/\s+/).map((part) => [...part][0] ?? "").join("").slice(0, 2).toUpperCase();

/** Why a task is blocked. */
export function blocker(by, tasks) {
  switch (by.type) {
    case "Task": return `waits for “${tasks.get(by.value)?.title ?? `task ${by.value}`}”`;
    case "Person": return by.question === null ? `waits for ${by.name}` : `asks ${by.name}: ${by.question}`;
    default: return by.value;
  }
}
