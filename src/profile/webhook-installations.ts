/** Which namespaces OpenKruise's webhook for Pods is asked about, by what OpenKruise was installed with. */
export interface WebhookInstallation {
  readonly with: string
  readonly namespaceSelector: {
    readonly matchExpressions: readonly {
      readonly key: string
      readonly operator: string
      readonly values?: readonly string[]
    }[]
  }
}

const notOpenKruise = { key: 'control-plane', operator: 'NotIn', values: ['openkruise'] } as const

/** @see OpenKruise, config/webhook/patch_manifests.yaml */
export const byManifests: WebhookInstallation = {
  with: 'the manifests of v1.3.0 to v1.9.0, and charts up to 1.5.0',
  namespaceSelector: { matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] },
}

/** @see openkruise/charts, webhookconfiguration.yaml */
export const byChart151: WebhookInstallation = {
  with: 'chart 1.5.1',
  namespaceSelector: { matchExpressions: [notOpenKruise] },
}

/** @see openkruise/charts, webhookconfiguration.yaml */
export const byLaterCharts: WebhookInstallation = {
  with: 'charts since 1.5.2',
  namespaceSelector: {
    matchExpressions: [
      notOpenKruise,
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
    ],
  },
}

/** All of them, oldest first. */
export const webhookInstallations: readonly WebhookInstallation[] = [byManifests, byChart151, byLaterCharts]
