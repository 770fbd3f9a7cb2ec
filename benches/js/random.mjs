// Numbers that look like chance, and are the same at each run.

let state = 1;

/** A number from 0 on, below `limit`. @param {number} limit */
export function below(limit) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}
