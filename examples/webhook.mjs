// A mutating admission webhook for Pods with nothing but Node and sidecarset. Manifests come from the files named on the
// command line; a real one watches them in the cluster and makes a new injector when one changes.
//
//   node examples/webhook.mjs fixtures/walkthrough/sidecarset.yaml fixtures/walkthrough/sidecarset-resourcebinding.yaml
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInjector, parseManifests, reviewPod } from 'sidecarset'

/** An HTTP server that answers POST /mutate. The API server insists on HTTPS: put a proxy or node:https in front. */
export function createWebhook(injector, now = () => new Date()) {
  return createServer((request, response) => {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const answer = reviewPod(parseBody(Buffer.concat(chunks).toString('utf8')), injector, { now: now() })
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    })
  })
}

/** What is no JSON becomes undefined, which reviewPod answers with a refusal. */
function parseBody(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const manifests = parseManifests(process.argv.slice(2).map((file) => readFileSync(file, 'utf8')))
  createWebhook(createInjector(manifests)).listen(8443, () => console.log('listening on port 8443'))
}
