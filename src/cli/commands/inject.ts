import {
  createInjector,
  formatYaml,
  type Issue,
  type Manifests,
  parseYaml,
  safeParseManifests,
} from '../../index.js'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { type EditedText, editText } from '../edit/edit-text.js'
import { type DocumentStream, type DocumentText, openStreams } from '../input/documents.js'
import { findFiles } from '../input/find-files.js'
import { parseSources, userLimits } from '../input/read-manifests.js'
import { describeTemplate } from '../input/read-text.js'
import { findInput } from '../input/sources.js'
import { CliError } from '../io.js'
import { Progress } from '../output/progress.js'
import { formatEach } from '../output/one-issue.js'
import { type InjectedObject, type InjectedValue, type InjectSettings, injectValue } from './inject-object.js'
import { createPrinter, type InjectedDocument } from './inject-output.js'
import { InjectReport } from './inject-report.js'

/**
 * Reads everything twice: first the SidecarSets and what they depend on, then, document by document, what is injected
 * and printed. So the memory does not grow with the number of manifests.
 */
export const command: Command = async (context) => {
  const { streams, close } = await openStreams(await findInput(context), context.io)
  try {
    const settings = await prepare(streams, context)
    const printer = createPrinter(context)
    const report = new InjectReport(context)
    const progress = new Progress(context.io, 'documents')
    for (const { name, documents } of streams)
      for await (const document of documents()) {
        const injected = await injectDocument(name, document, settings)
        report.add(injected)
        await printer.print(injected)
        progress.tick()
      }
    await printer.end()
    progress.end()
    return report.conclude()
  } finally {
    close()
  }
}

/** What may decide about injection; other documents are not looked at the first time. */
const isConfiguration = /SidecarSet|\bkind\W{1,6}(?:Namespace|ControllerRevision|\w*List)\b/

async function prepare(streams: readonly DocumentStream[], context: Context): Promise<InjectSettings> {
  const { options, now, io } = context
  const sources: { name: string; text: string }[] = []
  const more = await findFiles(options.namespaces ?? [], { cwd: io.cwd, recursive: false })
  const { streams: namespaceStreams } = await openStreams(more, io)
  for (const { name, documents } of [...streams, ...namespaceStreams])
    for await (const { text, linesBefore } of documents())
      // The lines before it, so that mistakes are found where they are.
      if (isConfiguration.test(text)) sources.push({ name, text: `${'\n'.repeat(linesBefore)}${text}` })
  const manifests = configurationOf(sources)
  if (manifests.sidecarSets.length === 0)
    context.note(`no SidecarSet is among the manifests, so nothing is injected; name its file with -f\n`)
  const injector = createInjector({
    ...manifests,
    profile: options.profile,
    unauthorizedReference: options.unauthorized,
  })
  if (injector.issues.length > 0) context.io.log(formatEach(injector.issues))
  return {
    injector,
    namespaces: manifests.namespaces,
    namespace: context.namespace,
    now,
    place: options['virtual-node'] ?? 'auto',
  }
}

function configurationOf(
  sources: readonly { readonly name: string; readonly text: string }[],
): Pick<Manifests, 'sidecarSets' | 'resourceBindings' | 'namespaces' | 'controllerRevisions'> {
  const { sidecarSets, resourceBindings, namespaces, controllerRevisions } = parseSources(sources)
  return { sidecarSets, resourceBindings, namespaces, controllerRevisions }
}

async function injectDocument(
  name: string,
  { text, linesBefore }: DocumentText,
  settings: InjectSettings,
): Promise<InjectedDocument> {
  const plain = { name, linesBefore, before: text, after: text, values: [], objects: [], issues: [] }
  if (!/\bkind\b/.test(text)) return plain
  const template = /\{\{/.test(text) ? describeTemplate(name, text) : undefined
  const values = readValues(text)
  if (values === undefined) {
    if (template !== undefined) throw new CliError(template)
    return { ...plain, issues: findMistakes(name, text, linesBefore) }
  }
  const injected = values.map((value) => injectValue(value, settings))
  const objects = injected.flatMap((each): readonly InjectedObject[] => each.objects)
  const isUnreadable = injected.some(({ issues }) => issues.length > 0)
  const issues = isUnreadable ? findMistakes(name, text, linesBefore) : []
  const isChanged = objects.some(({ result }) => result.changed)
  const edited = isChanged ? await render(text, values, injected) : { text, isPrintedAnew: false }
  return {
    ...plain,
    after: edited.text,
    isPrintedAnew: edited.isPrintedAnew,
    values: injected.map(({ value }) => value),
    objects,
    issues,
  }
}

function readValues(text: string): unknown[] | undefined {
  try {
    return parseYaml(text, userLimits)
  } catch {
    return undefined
  }
}

/** Mistakes with their lines in the whole file. */
function findMistakes(name: string, text: string, linesBefore: number): readonly Issue[] {
  const { issues } = safeParseManifests({ name, text }, userLimits)
  return issues
    .filter(({ severity }) => severity === 'error')
    .map((issue) => (issue.line === undefined ? issue : { ...issue, line: issue.line + linesBefore }))
}

async function render(
  text: string,
  values: readonly unknown[],
  injected: readonly InjectedValue[],
): Promise<EditedText> {
  const [first] = injected
  // JSON objects one after the other are several manifests in one document.
  if (injected.length !== 1 || first === undefined)
    return {
      text: injected.map(({ value }) => `---\n${formatYaml(value)}`).join(''),
      isPrintedAnew: true,
    }
  return editText(text, values[0], first.value)
}
