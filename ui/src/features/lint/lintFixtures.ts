import type { Finding } from "../../host";

/** A prompt that leads to an answer that is no choice, as lint says it. */
export function notAChoice(prompt: string, answer: string, metric = 0): Finding {
  const start = prompt.indexOf(answer);
  return {
    metric,
    rule: 1,
    severity: "danger",
    field: "prompt",
    span: { start, end: start + answer.length },
    what: { code: "answerNotAChoice", answers: [answer] },
    fix: { safe: true, steps: [{ kind: "addChoices", choices: [answer] }] },
  };
}

export function withoutEnd(metric = 0): Finding {
  return {
    metric,
    rule: 21,
    severity: "warning",
    field: "prompt",
    span: null,
    what: { code: "textWithoutEnd" },
    fix: {
      safe: true,
      steps: [{ kind: "appendToPrompt", text: "At most 25 words. If not mentioned, answer none." }],
    },
  };
}

export function note(metric = 0): Finding {
  return {
    metric,
    rule: 18,
    severity: "info",
    field: "prompt",
    span: null,
    what: { code: "noYesRule" },
    fix: null,
  };
}
