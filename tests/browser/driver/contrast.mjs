/** The contrast of two `rgb(…)` colours, as WCAG 2 counts it. */
export function contrast(one, other) {
  const light = [one, other].map((colour) => {
    const parts = colour.match(/\d+/g).slice(0, 3).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  });
  return (Math.max(...light) + 0.05) / (Math.min(...light) + 0.05);
}
