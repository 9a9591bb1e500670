import assert from 'node:assert/strict'

const now = '2026-01-01T00:00:00Z'

/** Ways into the library. Each throws where a promise of the library is broken. */
export function createTargets(library, walkthrough) {
  const {
    applyPatch,
    compileLabelSelector,
    createInjector,
    formatIssues,
    formatReport,
    formatYaml,
    parseManifests,
    parseYaml,
    reviewPod,
    reviewSidecarSet,
    safeParseManifests,
    validateResourceBinding,
    validateSidecarSet,
  } = library

  const injectorOfReviews = createInjector(parseManifests(walkthrough))

  /** Runs what may throw errors of the library, and nothing else. */
  const orLibraryError = (run) => {
    try {
      return run()
    } catch (error) {
      if (error?.issues === undefined || !/Error$/.test(error.name)) throw error
      return undefined
    }
  }

  return {
    /** Any text: manifests or issues, never another error; what was read can be written and read again. */
    manifests(text) {
      const { manifests, issues } = safeParseManifests(text)
      formatIssues(issues)
      const documents = orLibraryError(() => parseYaml(text))
      const written = documents?.map((document) => orLibraryError(() => formatYaml(document)))
      written?.forEach((yaml, index) => {
        if (yaml !== undefined) assert.deepEqual(parseYaml(yaml), [documents[index]])
      })
      for (const set of manifests?.sidecarSets ?? []) validateSidecarSet(set)
    },
    /** Any manifests: an injector or an error of the library; then every question about every Pod has an answer. */
    inject(text) {
      const { manifests } = safeParseManifests(text)
      if (manifests === undefined) return
      const { sidecarSets, resourceBindings, namespaces, controllerRevisions, pods } = manifests
      for (const profile of ['v1.3.0', 'v1.9.0']) {
        const config = { sidecarSets, resourceBindings, namespaces, controllerRevisions, profile }
        const injector = orLibraryError(() => createInjector(config))
        if (injector === undefined) continue
        for (const pod of pods) {
          const before = JSON.stringify(pod)
          const result = injector.inject(pod, {
            namespace: pod.metadata?.namespace ?? 'shop',
            now,
            random: () => 0.5,
          })
          assert.equal(JSON.stringify(pod), before)
          assert.deepEqual(applyPatch(pod, result.patch), result.pod)
          formatReport(injector.report(pod, { namespace: 'shop', now, random: () => 0.5 }))
        }
      }
    },
    /** Any JSON as the body of a webhook: an answer, never an exception. */
    review(text) {
      const body = readJson(text)
      if (body === unreadable) return
      const answer = reviewPod(body, injectorOfReviews, { now })
      assert.equal(typeof answer.response.allowed, 'boolean')
      assert.equal(typeof reviewSidecarSet(body, {}).response.allowed, 'boolean')
      JSON.stringify(answer)
    },
    /** Any JSON as a SidecarSet, a binding or a selector: issues, never an exception. */
    validate(text) {
      const value = readJson(text)
      if (value === unreadable) return
      for (const profile of ['v1.3.0', 'v1.9.0']) formatIssues(validateSidecarSet(value, { profile }))
      formatIssues(validateResourceBinding(value))
      orLibraryError(() => compileLabelSelector(value))
    },
    /** Any list of document and patch: the patched document or an error of the library, and nothing else changes. */
    patch(text) {
      const pair = readJson(text)
      if (!Array.isArray(pair)) return
      orLibraryError(() => applyPatch(pair[0], pair[1]))
      assert.equal({}.polluted, undefined)
      assert.deepEqual(JSON.parse(text), pair)
    },
  }
}

const unreadable = Symbol('unreadable')

function readJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return unreadable
  }
}
