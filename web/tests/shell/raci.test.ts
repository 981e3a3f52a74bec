import { expect, test } from "vitest";
import { typed } from "../../src/shell/raci";

test("a letter says it, and the same again takes it away", () => {
  expect(typed("", "R")).toBe("R");
  expect(typed("R", "R")).toBe("");
  expect(typed("C", "I")).toBe("I");
});

test("accountable and responsible go together, and come apart again", () => {
  expect(typed("A", "R")).toBe("AR");
  expect(typed("R", "A")).toBe("AR");
  expect(typed("AR", "R")).toBe("A");
  expect(typed("AR", "A")).toBe("R");
  expect(typed("AR", "C")).toBe("C");
});
