import type { Finding, Severity, What } from "../host";
import { listed, count as plural } from "./common";
import { dataTypeNames } from "./names";

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase("en-GB") + words.slice(1);
const quoted = (words: string): string => `“${words}”`;

/** What the parts of a date metric that are missing are asked as. */
function dateQuestion(what: Extract<What, { code: "dateIncomplete" }>): string {
  const asked = [
    what.zone ? "which time zone" : null,
    what.format ? "which format" : null,
    what.fallback ? "what if none was agreed" : null,
  ].filter((each) => each !== null);
  return `${capital(asked.join(", and "))}? The prompt does not say.`;
}

const wholeNumberKinds = {
  decimal: "a number with decimals",
  percent: "a percent sign",
  currency: "a currency sign",
  range: "a range",
  average: "an average, which is rarely whole",
} as const;

const unheardReasons = {
  voice: "The AI reads the text of the call. How a voice sounds is not in it.",
  timing:
    "The AI reads the text of the call. Lengths and pauses are not in it; Atoms measures them in the call log.",
  cost: "The AI reads the text of the call. What it cost is not in it; Atoms lists that in the call log.",
  afterwards: "The AI reads the text of the call. What happens afterwards is not in it.",
} as const;

const sameName = "look the same to a reader.";

function message(what: What): string {
  switch (what.code) {
    case "promptMissing":
      return "Write the question the AI answers after each call.";
    case "typeUnknown":
      return "Debrief does not know this data type.";
    case "answerNotAChoice": {
      const answers = listed(what.answers);
      return what.answers.length === 1
        ? `Your prompt tells the AI to answer ${answers}, but it is not one of the choices. One such answer throws away all results of that call.`
        : `Your prompt tells the AI to answer ${answers}, but they are not among the choices. One such answer throws away all results of that call.`;
    }
    case "noWayOut":
      return "What should the AI pick when the topic never comes up? Without a way out it guesses.";
    case "mayBeSkipped":
      return "Atoms skips no metric. A missing answer throws away all results of that call.";
    case "wordForNumber":
      return `This is a whole number, but the prompt asks for ${quoted(what.word)}. One such answer throws away all results of that call.`;
    case "notWhole":
      return `Atoms takes whole numbers only, and the prompt asks for ${wholeNumberKinds[what.kind]}. One such answer throws away all results of that call.`;
    case "thirdAnswer":
      return `This has two answers, true and false, and the prompt asks for ${quoted(what.word)}. One such answer throws away all results of that call.`;
    case "otherMetric":
      return what.identifier === null
        ? "The AI answers each metric on its own: it cannot see the others."
        : `The AI answers each metric on its own: it cannot see ${what.identifier} from here.`;
    case "identifierMissing":
      return "Give this metric an identifier, such as call_outcome.";
    case "identifierCharacters":
      return "Atoms takes only a to z, 0 to 9 and _ in an identifier.";
    case "identifierTaken":
      return `Another metric of this agent is called ${what.value}.`;
    case "choicesMissing":
      return "Add at least one choice. The AI answers with one of them.";
    case "choiceEmpty":
      return "One choice is empty.";
    case "choiceNotTrimmed":
      return `${quoted(what.value)} begins or ends with a space.`;
    case "choiceRepeated":
      return `${quoted(what.value)} is in the list twice.`;
    case "identifiersAlike":
      return `${what.value} and ${what.other} ${sameName}`;
    case "choicesAlike":
      return `${quoted(what.value)} and ${quoted(what.other)} ${sameName}`;
    case "dateIncomplete":
      return dateQuestion(what);
    case "wordForTime":
      return `${quoted(what.word)} is no date and time. Such an answer may throw away all results of that call.`;
    case "relativeDates":
      return "Callers say “Tuesday”. Tell the AI to count from the date of the call.";
    case "scaleWithoutSteps":
      return what.from !== null && what.to !== null
        ? `${what.from} to ${what.to} means different things to different readers. Describe the steps.`
        : "A scale means different things to different readers. Describe the steps.";
    case "scaleAsText":
      return "A score kept as text cannot be averaged.";
    case "choicesInText":
      return "The prompt lists the answers. As an Enum, Atoms checks them and they can be charted.";
    case "twoQuestions":
      return "These are two questions in one. Which of them does the answer belong to?";
    case "weightsMissing":
      return "Say how the parts count, or the AI makes up weights.";
    case "vague":
      return what.word === null
        ? "This is short. Say what to look for, and how to judge it."
        : `${quoted(capital(what.word))}, judged by what? Say what to look for.`;
    case "noYesRule":
      return "Say what counts as yes: “Answer true only if …; otherwise false.”";
    case "askedNegatively":
      return `With ${quoted(what.word)} in the question, “true” means that something did not happen. Ask for what happened.`;
    case "choicesOverlap":
      return `When both ${quoted(what.value)} and ${quoted(what.other)} fit, which wins?`;
    case "choicesUnexplained":
      return "These choices are codes. Say in the prompt what each of them stands for.";
    case "speakerMissing":
      return "Whose words count? Name the caller or the agent.";
    case "textWithoutEnd":
      return "Give a maximum length, and say what to write when there is nothing.";
    case "unheard":
      return unheardReasons[what.kind];
    case "secretAsked":
      return "This writes a secret into results, which go to webhooks, exports and logs. Ask whether it was said, or for the last four digits.";
    case "traitAsked":
      return "This asks for a protected trait. Results go to webhooks, exports and logs.";
    case "blankLeft":
      return `${what.blank} is a blank nobody filled in. Atoms reads it as it stands.`;
    case "manyMetrics":
      return `${what.count} metrics. Atoms advises three to five: more can slow the analysis down.`;
    case "manyChoices":
      return `${what.count} choices. Past twelve, the AI mixes neighbours up more often.`;
    case "longPrompt":
      return `${what.length.toLocaleString("en")} characters. Past 2,000, instructions at the end count for less.`;
    case "sameQuestion":
      return `${what.identifier} asks the same.`;
    case "sameAnswer":
      return `${quoted(what.answer)} on ${what.percent}% of calls. This metric tells little.`;
    case "sameAnswers":
      return `Says the same as ${what.identifier} on ${what.percent}% of calls.`;
  }
}

function fixWords({ what, fix }: Finding): string {
  if (fix === null) return "";
  switch (what.code) {
    case "answerNotAChoice":
      return what.answers.length === 1
        ? `Add ${what.answers[0]}`
        : `Add these ${what.answers.length} choices`;
    case "noWayOut":
      return "Add a way out";
    case "mayBeSkipped":
      return "Answer something instead";
    case "wordForNumber":
      return "Use a number instead";
    case "wordForTime":
      return "Answer 1970-01-01 instead";
    case "notWhole":
      return "Ask for a whole number";
    case "thirdAnswer":
      return "Answer false instead";
    case "otherMetric":
      return "Put its question here";
    case "choicesAlike":
    case "choiceRepeated":
      return "Keep each once";
    case "choiceNotTrimmed":
      return "Remove the spaces";
    case "choiceEmpty":
      return "Remove the empty one";
    case "dateIncomplete":
    case "relativeDates":
    case "choicesOverlap":
    case "noYesRule":
    case "scaleWithoutSteps":
    case "textWithoutEnd":
    case "choicesUnexplained":
      return "Add a sentence";
    case "scaleAsText":
      return `Change to ${dataTypeNames.integer}`;
    case "choicesInText":
      return `Change to ${dataTypeNames.enum}`;
    case "twoQuestions":
      return "Split in two";
    case "weightsMissing":
      return "Use a simple average";
    case "identifierCharacters":
    case "identifierTaken":
    case "identifiersAlike": {
      const step = fix.steps.find((each) => each.kind === "useIdentifier");
      return step === undefined ? "Fix" : `Use ${step.identifier}`;
    }
    default:
      return "Fix";
  }
}

const severities: Record<Severity, string> = {
  refused: "Cannot be published: ",
  danger: "Can void whole calls: ",
  warning: "Warning: ",
  info: "Note: ",
};

/** Words of lint. */
export const lintText = {
  message,
  fix: fixWords,
  severity: severities,
  /** A fix that mends several metrics of a list needs the name of the one it is about. */
  fixOf: (fix: string, identifier: string) => `${fix}: ${identifier}`,
  /** In the list, where mending changes what others receive: the panel asks about it. */
  opens: "Edit to fix",

  /** The page: what is wrong with what is live now. */
  summary: {
    label: "Checks",
    refused: (count: number) => `${plural(count, "problem", "problems")} to fix before you publish.`,
    danger: (count: number) =>
      count === 1
        ? "1 problem can void whole calls."
        : `${count.toLocaleString("en")} problems can void whole calls.`,
    live: (count: number) =>
      count === 1 ? "1 of them is live now." : `${count.toLocaleString("en")} of them are live now.`,
    liveAll: (count: number) => (count === 1 ? "It is live now." : "They are live now."),
    notLive: (count: number) => (count === 1 ? "It is not live yet." : "None of them is live yet."),
    dangerWhy:
      "One answer outside of the choices or the type throws away all results of that call, without an error on Atoms.",
    warnings: (count: number) => plural(count, "warning", "warnings"),
    show: "Show problems",
    showAll: "Show all metrics",
    besides: (count: number) => `${plural(count, "warning", "warnings")} besides.`,
    fixSafe: "Fix all safe ones",
  },
  done: {
    fixed: (name: string) => `${name} is mended here. Not live until you publish.`,
    fixedSafe: (count: number) =>
      `${plural(count, "problem", "problems")} mended here. Not live until you publish.`,
  },

  /** What is folded away: notes alone, or more beside what is shown. */
  more: (count: number, areNotes: boolean) =>
    areNotes ? plural(count, "note", "notes") : `${count.toLocaleString("en")} more`,
  fewer: "Show fewer",
  moreOf: (words: string, identifier: string) => `${words}: ${identifier}`,

  card: {
    danger: "Can void calls",
    toFix: (count: number) => `${plural(count, "problem", "problems")} to fix before you publish.`,
    mended: (fix: string) => `Done: ${fix}.`,
    keys: "F8 goes to the next problem, Ctrl . mends it.",
  },

  review: {
    title: (count: number) =>
      count === 1
        ? "1 problem can void whole calls"
        : `${count.toLocaleString("en")} problems can void whole calls`,
    why: "If the AI follows the prompt, Atoms throws away all results of that call: of every metric, not only of this one.",
    anyway: "Publish anyway",
    anywayFor: (identifiers: string) => `With ${identifiers} as written. It is noted with this publish.`,
    blocked: "Fix what can void whole calls, or tick “Publish anyway”",
    noted: (identifiers: string) => `Published with known problems in ${identifiers}.`,
  },
} as const;
