import type {
  AgentView,
  BranchName,
  BranchReview,
  Card,
  Consent,
  Counts,
  Edit,
  FileTemplate,
  Finding,
  LeftoverView,
  LiveChange,
  MergeView,
  MetricFields,
  MetricPreview,
  MetricRow,
  Notice,
  OpenDraftView,
  OwnTemplate,
  Panel,
  Piece,
  Problem,
  PublishView,
  Repair,
  Repaired,
  ReviewView,
  TemplatesFile,
  TemplateText,
  TemplateView,
  WireError,
} from "../host";
import { emit, mockIPC } from "../host/mock";

export const noChanges: Counts = {
  added: 0,
  removed: 0,
  changed: 0,
  reordered: false,
  flags: 0,
  total: 0,
};

export function row(id: string, identifier: string, more: Partial<MetricRow> = {}): MetricRow {
  return {
    id,
    identifier,
    dataType: "string",
    unknownType: null,
    prompt: `What was said about ${identifier.replaceAll("_", " ")}? At most 25 words. If not mentioned, answer none.`,
    choices: [],
    change: "same",
    newChoices: [],
    ...more,
  };
}

export function agentView(metrics: MetricRow[], more: Partial<AgentView> = {}): AgentView {
  return {
    id: "a1",
    name: "Order Support",
    kind: "singlePrompt",
    readOnly: null,
    live: { id: "v12", number: 12, label: "Twelve" },
    baseMoved: false,
    canContinueFromLive: false,
    metrics,
    findings: [],
    settings: { useInternalModel: true, useReasoningModel: false },
    changedFlags: [],
    changes: noChanges,
    canUndo: false,
    canRedo: false,
    keptPanels: [],
    publish: null,
    readAt: "2026-11-22T10:24:00Z",
    fromCache: false,
    ...more,
  };
}

/** As Rust does it, for the steps that the tests use. */
function repaired(fields: MetricFields, repair: Repair): Repaired {
  const after = structuredClone(fields);
  const added: MetricFields[] = [];
  for (const step of repair.steps) {
    if (step.kind === "addChoices") after.choices.push(...step.choices);
    else if (step.kind === "appendToPrompt") after.prompt = `${after.prompt} ${step.text}`;
    else if (step.kind === "addMetric") added.push(step.fields);
    else throw new Error(`no ${step.kind} here`);
  }
  return { fields: after, added };
}

/** What a command throws, in the form Rust sends it. */
export function wireError(code: WireError["code"]): WireError {
  return { code, detail: "test", words: null, field: null, retryAfterSecs: null, requestId: "req-1" };
}

/** The prompt apart at its blanks, as Rust does it. */
export function piecesOf(prompt: string): Piece[] {
  return prompt.split(/(\{[a-z][a-z0-9_]*\})/).flatMap((text, index): Piece[] => {
    if (index % 2 === 1) return [{ kind: "blank", name: text.slice(1, -1) }];
    return text === "" ? [] : [{ kind: "text", text }];
  });
}

export function templateView(fields: MetricFields, more: Partial<TemplateView> = {}): TemplateView {
  return {
    fields,
    pieces: piecesOf(fields.prompt),
    category: null,
    whenToUse: null,
    example: null,
    ...more,
  };
}

export function ownTemplate(id: string, text: TemplateText, set: string | null = null): OwnTemplate {
  return {
    id,
    set,
    position: 0,
    text,
    pieces: piecesOf(text.fields.prompt),
    createdAt: "2026-11-22T10:24:00Z",
    changedAt: "2026-11-22T10:24:00Z",
  };
}

/** The example that Rust would make of a card. */
export function preview(card: Card): MetricPreview {
  const { identifier, dataType, choices } = card.fields;
  const answer = { string: "A lid broke.", boolean: "true", integer: "3", datetime: "2026-08-21T15:30:00Z" };
  const value = dataType === "enum" ? (choices[0] ?? "") : answer[dataType];
  return {
    answer: value,
    reasoning: "The caller said so.",
    webhook: JSON.stringify({ identifier, value }, null, 2),
    export: `call_id,${identifier}\r\nCALL-1,${value}\r\n`,
    columns: [
      { head: "call_id", cell: "CALL-1" },
      { head: identifier, cell: value },
    ],
  };
}

interface Call {
  command: string;
  args: Record<string, unknown>;
}

/** The commands of one agent, kept in memory: enough of the engine for the screens to be walked through. */
export class FakeEngine {
  agent: AgentView;
  panels = new Map<string, Panel>();
  library: TemplateView[] = [];
  atoms: TemplateView[] = [];
  own: OwnTemplate[] = [];
  /** The file that the dialog for opening answers with; none cancels it. */
  file: TemplatesFile | null = null;
  review: ReviewView | null = null;
  /** Branches by name; none for an agent that has none. */
  branchNames: BranchName[] = [];
  branchReview: BranchReview | null = null;
  merge: MergeView | null = null;
  run: PublishView | null = null;
  /** Somebody else's open draft. */
  draft: OpenDraftView | null = null;
  leftovers: LeftoverView[] = [];
  /** What lint says about cards. */
  lint: (cards: Card[]) => Finding[] = () => [];
  /** What Save asks about, until the person answers. */
  asks: LiveChange[] = [];
  /** What Publish and Continue publishing do before they answer with the run. */
  onPublish: () => void = () => undefined;
  calls: Call[] = [];
  /** Commands that fail, with what they fail with. */
  failing = new Map<string, WireError>();
  #undo: AgentView[] = [];
  #nextId = 100;

  constructor(agent: AgentView) {
    this.agent = agent;
  }

  install(): void {
    mockIPC((command, args) => this.#answer(command, (args ?? {}) as Record<string, unknown>), {
      shouldMockEvents: true,
    });
  }

  async tell(notice: Notice): Promise<void> {
    await emit("notified", notice);
  }

  named(command: string): Call[] {
    return this.calls.filter((call) => call.command === command);
  }

  #answer(command: string, args: Record<string, unknown>): unknown {
    this.calls.push({ command, args: structuredClone(args) });
    const failure = this.failing.get(command);
    if (failure !== undefined) throw failure;
    const slot = String(args.slot);
    switch (command) {
      case "open_agent":
        return this.#view();
      case "edit_metrics":
        return this.#edit(args.edit as Edit);
      case "merge_view":
        return this.merge;
      case "load_panel":
        return this.panels.get(slot) ?? null;
      case "keep_panel": {
        const panel = args.panel as Panel;
        this.panels.set(slot, structuredClone(panel));
        return {
          problems: this.#check(panel.cards),
          findings: this.lint(panel.cards),
          metricsAfter: 0,
        };
      }
      case "drop_panel":
        this.panels.delete(slot);
        return null;
      case "save_panel":
        return this.#save(slot, args.panel as Panel, args.consent as Consent);
      case "repair_fields":
        return repaired(args.fields as MetricFields, args.repair as Repair);
      case "preview_metric":
        return preview(args.card as Card);
      case "library_templates":
        return this.library;
      case "atoms_templates":
        return this.atoms;
      case "own_templates":
        return structuredClone(this.own);
      case "save_templates":
        return this.#saveTemplates(args.texts as TemplateText[], args.set as string | null);
      case "change_template": {
        const changed = this.own.map((each) =>
          each.id === args.templateId
            ? ownTemplate(each.id, args.text as TemplateText, String(args.set) || null)
            : each,
        );
        this.own = changed;
        return { kind: "saved", templates: changed.filter((each) => each.id === args.templateId) };
      }
      case "rename_template_set":
        this.own = this.own.map((each) =>
          each.set === args.set ? { ...each, set: String(args.name) || null } : each,
        );
        return this.own;
      case "delete_templates":
        this.own = this.own.filter((each) => !(args.templateIds as string[]).includes(each.id));
        return null;
      case "put_back_templates":
        this.own = [...(args.templates as OwnTemplate[]), ...this.own];
        return null;
      case "export_templates":
        return { id: "f1", name: "order-support-templates.json" };
      case "show_saved_file":
        return null;
      case "open_templates_file":
        return this.file;
      case "import_templates": {
        const given = args.entries as FileTemplate[];
        const taken = given.filter((entry) => args.known === "keepBoth" || !entry.known);
        const added = taken.map((entry) => ownTemplate(this.#id(), entry.text, entry.set));
        this.own = [...this.own, ...added];
        return { added, skipped: given.length - taken.length };
      }
      case "review":
        return this.review;
      case "keep_label":
        return null;
      case "publish_state":
        return this.run;
      case "branch_names":
        return this.branchNames;
      case "branch_review":
        return this.branchReview;
      case "publish":
      case "publish_to_branch":
      case "resume_publish":
        this.onPublish();
        return this.run;
      case "give_up_publish":
      case "discard_publish":
      case "answer_draft":
      case "wait_for_draft":
        this.onPublish();
        return this.run;
      case "cancel_publish":
        return null;
      case "open_draft":
        return this.draft;
      case "leftovers":
        return this.leftovers;
      case "remove_leftover":
        this.leftovers = this.leftovers.filter((each) => each.runId !== args.runId);
        if (this.run?.state.kind === "stopped")
          this.run = { ...this.run, canRemoveDraft: false, state: { ...this.run.state, leftBehind: null } };
        return { published: false, number: null, publish: this.run };
      case "dismiss_publish":
        this.run = null;
        return null;
      case "start":
        return null;
      default:
        throw new Error(`No answer for ${command}`);
    }
  }

  #view(): AgentView {
    const keptPanels = [...this.panels].map(([slot, panel]) => ({ slot, cards: panel.cards.length }));
    return structuredClone({
      ...this.agent,
      keptPanels,
      publish: this.run,
      canUndo: this.#undo.length > 0,
    });
  }

  #change(metrics: MetricRow[], more: Partial<AgentView> = {}): AgentView {
    this.#undo.push(this.agent);
    this.agent = { ...this.agent, metrics, ...more };
    return this.#view();
  }

  #edit(edit: Edit): AgentView {
    const { metrics } = this.agent;
    const set = (id: string, change: MetricRow["change"]) =>
      metrics.map((each) => (each.id === id ? { ...each, change } : each));
    switch (edit.kind) {
      case "remove": {
        const isNew = metrics.find((each) => each.id === edit.metric)?.change === "new";
        return this.#change(
          isNew ? metrics.filter((each) => each.id !== edit.metric) : set(edit.metric, "removed"),
        );
      }
      case "putBack":
        return this.#change(set(edit.metric, "same"));
      case "removeMany":
        return this.#change(
          metrics.flatMap((each) => {
            if (!edit.metrics.includes(each.id)) return [each];
            return each.change === "new" ? [] : [{ ...each, change: "removed" as const }];
          }),
        );
      case "duplicateMany":
        return this.#change(
          metrics.flatMap((each) =>
            edit.metrics.includes(each.id)
              ? [
                  each,
                  { ...each, id: this.#id(), identifier: `${each.identifier}_copy`, change: "new" as const },
                ]
              : [each],
          ),
        );
      case "moveMany": {
        const moved = metrics.filter((each) => edit.metrics.includes(each.id));
        const rest = metrics.filter((each) => !edit.metrics.includes(each.id));
        return this.#change([...rest.slice(0, edit.to), ...moved, ...rest.slice(edit.to)]);
      }
      case "duplicate":
        return this.#change(
          metrics.flatMap((each) =>
            each.id === edit.metric
              ? [each, { ...each, id: this.#id(), identifier: `${each.identifier}_copy`, change: "new" }]
              : [each],
          ),
        );
      case "move": {
        const moved = metrics.filter((each) => each.id === edit.metric);
        const rest = metrics.filter((each) => each.id !== edit.metric);
        return this.#change([...rest.slice(0, edit.to), ...moved, ...rest.slice(edit.to)]);
      }
      case "setFlag": {
        const settings = { ...this.agent.settings, [edit.flag]: edit.value };
        this.#undo.push(this.agent);
        this.agent = { ...this.agent, settings, changedFlags: [edit.flag] };
        return this.#view();
      }
      case "undo":
        this.agent = this.#undo.pop() ?? this.agent;
        return this.#view();
      case "bringTogether":
      case "continueFromLive":
        return this.#change(metrics, { baseMoved: false, canContinueFromLive: false });
      case "repair":
      case "repairSafe":
        return this.#change(metrics, { findings: [] });
      case "discardChanges":
      case "redo":
        return this.#view();
    }
  }

  #saveTemplates(texts: TemplateText[], set: string | null): unknown {
    const problems = texts.flatMap(({ fields }, metric) =>
      this.#check([{ key: "t", metricId: null, fields, choiceText: "" }])
        .filter(({ code }) => code !== "identifierTaken" && code !== "choicesMissing")
        .map((problem) => ({ ...problem, metric })),
    );
    if (problems.length > 0) return { kind: "refused", problems };
    const templates = texts.map((text) => ownTemplate(this.#id(), text, set || null));
    this.own = [...this.own, ...templates];
    return { kind: "saved", templates };
  }

  #id(): string {
    this.#nextId += 1;
    return `m${this.#nextId}`;
  }

  #save(slot: string, panel: Panel, consent: Consent): unknown {
    const problems = this.#check(panel.cards);
    if (problems.length > 0) return { kind: "refused", problems };
    if (this.asks.length > 0) {
      if (consent.kind === "ask") return { kind: "asksConsent", changes: this.asks };
      if (consent.kind === "addInstead") {
        const [card] = panel.cards;
        const added = row(this.#id(), `${card?.fields.identifier}_2`, { change: "new" });
        this.panels.delete(slot);
        return {
          kind: "saved",
          agent: this.#change([...this.agent.metrics, added]),
          instead: [added.identifier],
        };
      }
    }
    const written = panel.cards.map((card): MetricRow => {
      const choices =
        card.fields.dataType === "enum"
          ? [...card.fields.choices, ...(card.choiceText.trim() === "" ? [] : [card.choiceText.trim()])]
          : [];
      return {
        ...row(card.metricId ?? this.#id(), card.fields.identifier),
        ...card.fields,
        choices,
        change: card.metricId === null ? "new" : "edited",
      };
    });
    const kept = this.agent.metrics.map((each) => written.find((one) => one.id === each.id) ?? each);
    const added = written.filter((one) => !this.agent.metrics.some((each) => each.id === one.id));
    this.panels.delete(slot);
    return { kind: "saved", agent: this.#change([...kept, ...added]), instead: [] };
  }

  #check(cards: Card[]): Problem[] {
    const problems: Problem[] = [];
    const taken = new Set(
      this.agent.metrics
        .filter((each) => each.change !== "removed" && !cards.some((card) => card.metricId === each.id))
        .map((each) => each.identifier),
    );
    cards.forEach((card, metric) => {
      const { identifier, prompt, choices, dataType } = card.fields;
      const report = (field: Problem["field"], code: Problem["code"], fix: Problem["fix"] = null) =>
        problems.push({ metric, field, code, value: field === "identifier" ? identifier : null, fix });
      if (identifier === "") report("identifier", "identifierMissing");
      else if (!/^[a-z0-9_]+$/.test(identifier))
        report("identifier", "identifierCharacters", {
          kind: "useIdentifier",
          identifier: identifier.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
        });
      else if (taken.has(identifier))
        report("identifier", "identifierTaken", { kind: "useIdentifier", identifier: `${identifier}_2` });
      taken.add(identifier);
      if (prompt.trim() === "") report("prompt", "promptMissing");
      if (dataType === "enum" && choices.length === 0 && card.choiceText.trim() === "")
        report("choices", "choicesMissing");
      if (dataType === "enum" && new Set(choices).size < choices.length)
        report("choices", "choiceRepeated", { kind: "useChoices", choices: [...new Set(choices)] });
    });
    return problems;
  }
}
