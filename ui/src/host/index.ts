import { commands, events, type Notice } from "./bindings";
import { toHostError } from "./error";
import { noted } from "./kept";

export type * from "./bindings";
export { HostError, toHostError } from "./error";

/** The same command, failing with a HostError and nothing else. */
function guarded<Args extends unknown[], T>(command: (...args: Args) => Promise<T>) {
  return async (...args: Args): Promise<T> => {
    try {
      return await command(...args);
    } catch (thrown) {
      throw toHostError(thrown);
    }
  };
}

export const start = guarded(commands.start);
export const setTextSize = guarded(commands.setTextSize);
export const setAppearance = guarded(commands.setAppearance);
export const connect = guarded(commands.connect);
export const connectForSession = guarded(commands.connectForSession);
export const readOnlyForNow = guarded(commands.readOnlyForNow);
export const renameConnection = guarded(commands.renameConnection);
export const keepForSession = guarded(commands.keepForSession);
export const retryKeychain = guarded(commands.retryKeychain);
export const dropPending = guarded(commands.dropPending);
export const openSandbox = guarded(commands.openSandbox);
/** Named apart from the command: a function that begins with "use" is a hook to React. */
export const switchConnection = guarded(commands.useConnection);
export const removeConnection = guarded(commands.removeConnection);
export const leaveConnection = guarded(commands.leaveConnection);
export const knownAgents = guarded(commands.knownAgents);
export const keptAgents = guarded(commands.keptAgents);
export const lookAtAgent = guarded(commands.lookAtAgent);
export const listAgents = guarded(commands.listAgents);
export const openAgent = guarded(commands.openAgent);
export const closeAgent = guarded(commands.closeAgent);
export const editMetrics = noted(guarded(commands.editMetrics));
export const mergeView = guarded(commands.mergeView);
export const loadPanel = guarded(commands.loadPanel);
export const keepPanel = noted(guarded(commands.keepPanel));
export const dropPanel = guarded(commands.dropPanel);
export const savePanel = noted(guarded(commands.savePanel));
export const repairFields = guarded(commands.repairFields);
export const previewMetric = guarded(commands.previewMetric);
export const libraryTemplates = guarded(commands.libraryTemplates);
export const atomsTemplates = guarded(commands.atomsTemplates);
export const exportMetrics = guarded(commands.exportMetrics);
export const readImport = guarded(commands.readImport);
export const applyImport = noted(guarded(commands.applyImport));
export const dropImport = guarded(commands.dropImport);
export const copyPreview = guarded(commands.copyPreview);
export const copyApply = guarded(commands.copyApply);
export const startBatch = guarded(commands.startBatch);
export const driveBatch = guarded(commands.driveBatch);
export const stopBatch = guarded(commands.stopBatch);
export const batches = guarded(commands.batches);
export const dismissBatch = guarded(commands.dismissBatch);
export const ownTemplates = guarded(commands.ownTemplates);
export const saveTemplates = guarded(commands.saveTemplates);
export const changeTemplate = guarded(commands.changeTemplate);
export const renameTemplateSet = guarded(commands.renameTemplateSet);
export const deleteTemplates = guarded(commands.deleteTemplates);
export const putBackTemplates = guarded(commands.putBackTemplates);
export const exportTemplates = guarded(commands.exportTemplates);
export const openTemplatesFile = guarded(commands.openTemplatesFile);
export const importTemplates = guarded(commands.importTemplates);
export const review = guarded(commands.review);
export const keepLabel = noted(guarded(commands.keepLabel));
export const publish = guarded(commands.publish);
export const publishState = guarded(commands.publishState);
export const cancelPublish = guarded(commands.cancelPublish);
export const giveUpPublish = guarded(commands.giveUpPublish);
export const resumePublish = guarded(commands.resumePublish);
export const discardPublish = guarded(commands.discardPublish);
export const lookAfterRuns = guarded(commands.lookAfterRuns);
export const openRuns = guarded(commands.openRuns);
export const leftovers = guarded(commands.leftovers);
export const openDraft = guarded(commands.openDraft);
export const answerDraft = guarded(commands.answerDraft);
export const waitForDraft = guarded(commands.waitForDraft);
export const removeLeftover = guarded(commands.removeLeftover);
export const dismissPublish = guarded(commands.dismissPublish);
export const listVersions = guarded(commands.listVersions);
export const keptVersions = guarded(commands.keptVersions);
export const searchVersions = guarded(commands.searchVersions);
export const readRows = guarded(commands.readRows);
export const readingPlan = guarded(commands.readingPlan);
export const readAll = guarded(commands.readAll);
export const stopReading = guarded(commands.stopReading);
export const versionLabels = guarded(commands.versionLabels);
export const keepVersionLabels = noted(guarded(commands.keepVersionLabels));
export const editVersionLabels = guarded(commands.editVersionLabels);
export const keepNote = noted(guarded(commands.keepNote));
export const openVersion = guarded(commands.openVersion);
export const compare = guarded(commands.compare);
export const openCompareFile = guarded(commands.openCompareFile);
export const bringBack = noted(guarded(commands.bringBack));
export const editFrom = noted(guarded(commands.editFrom));
export const wholeVersion = guarded(commands.wholeVersion);
export const restoreVersion = guarded(commands.restoreVersion);
export const listDrafts = guarded(commands.listDrafts);
export const draftNames = guarded(commands.draftNames);
export const saveDraft = guarded(commands.saveDraft);
export const continueDraft = noted(guarded(commands.continueDraft));
export const renameDraft = guarded(commands.renameDraft);
export const discardDraft = guarded(commands.discardDraft);
export const listBranches = guarded(commands.listBranches);
export const branchPreview = guarded(commands.branchPreview);
export const makeLive = guarded(commands.makeLive);
export const branchNames = guarded(commands.branchNames);
export const branchReview = guarded(commands.branchReview);
export const publishToBranch = guarded(commands.publishToBranch);
export const sinceWhen = guarded(commands.sinceWhen);
export const openApiKeysPage = guarded(commands.openApiKeysPage);
export const openLogFolder = guarded(commands.openLogFolder);
export const showSavedFile = guarded(commands.showSavedFile);
export const openProfileFolder = guarded(commands.openProfileFolder);
export const dismissSetAside = guarded(commands.dismissSetAside);
export const closeWindow = guarded(commands.closeWindow);

/** Calls back for every notice until the returned function is called. */
export function onNotice(handle: (notice: Notice) => void): () => void {
  let stopped = false;
  let unlisten: (() => void) | null = null;
  events.notified
    .listen((event) => handle(event.payload))
    .then((stop) => {
      if (stopped) stop();
      else unlisten = stop;
    });
  return () => {
    stopped = true;
    unlisten?.();
  };
}
