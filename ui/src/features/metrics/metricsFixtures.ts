import { agentView, FakeEngine, row, templateView } from "../../test/fakeEngine";

export function engineWithMetrics(): FakeEngine {
  const engine = new FakeEngine(
    agentView([
      row("m1", "contact_reason", {
        dataType: "enum",
        choices: [
          "order_status",
          "delivery_problem",
          "return_or_refund",
          "billing",
          "product_question",
          "account_access",
          "complaint_about_staff",
          "something_else_entirely",
          "none_stated",
        ],
      }),
      row("m2", "issue_resolution", {
        dataType: "enum",
        choices: ["resolved", "partly_resolved"],
        newChoices: ["partly_resolved"],
        change: "edited",
      }),
      row("m3", "asked_for_human", { dataType: "boolean" }),
      row("m4", "callback_time", { dataType: "datetime", change: "new" }),
      row("m5", "legacy_score", { dataType: null, unknownType: "FLOAT" }),
      row("m6", "clarity_of_responses", { change: "removed" }),
    ]),
  );
  engine.library = library;
  engine.atoms = [
    templateView({ identifier: "call_result", dataType: "enum", prompt: "How did it end?", choices: [] }),
  ];
  return engine;
}

const library = [
  templateView(
    {
      identifier: "contact_reason",
      dataType: "enum",
      prompt: "What did the caller mainly need help with?",
      choices: ["order_status", "other"],
    },
    { category: "support", whenToUse: "Any inbound line; the first metric to add" },
  ),
  templateView(
    {
      identifier: "issue_resolution",
      dataType: "enum",
      prompt: "What was the state of the request?",
      choices: ["resolved", "not_resolved"],
    },
    { category: "support", whenToUse: "Resolution rate without asking the caller" },
  ),
  templateView(
    {
      identifier: "repeat_contact",
      dataType: "boolean",
      prompt: "Did the caller say they had already contacted {company} about this?",
      choices: [],
    },
    { category: "support", whenToUse: "Real first-contact resolution", example: "true" },
  ),
  templateView(
    {
      identifier: "promised_date",
      dataType: "string",
      prompt: "On which date did the caller promise {company} to pay? In {time_zone}.",
      choices: [],
    },
    { category: "collections", whenToUse: "Safer than a date", example: "2026-12-15" },
  ),
  templateView(
    {
      identifier: "effort_score",
      dataType: "integer",
      prompt: "How hard was it for the caller? 1 easy, 5 gave up.",
      choices: [],
    },
    { category: "experience", whenToUse: "Effort without a survey", example: "2" },
  ),
  templateView(
    {
      identifier: "asked_for_human",
      dataType: "boolean",
      prompt: "Did the caller ask for a person?",
      choices: [],
    },
    { category: "experience", whenToUse: "Who wanted a person" },
  ),
];
