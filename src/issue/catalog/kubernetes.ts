import type { Catalog } from './entry.js'

/** Codes of Kubernetes' own field rules; the four general ones are what Kubernetes calls its error types. */
export type KubernetesIssueCode =
  'required' | 'invalid' | 'not-supported' | 'forbidden' | 'duplicate' | 'not-found' | 'too-long'

export const kubernetesCatalog: Catalog<KubernetesIssueCode> = {
  required: {
    summary: 'A field that must be given is missing or empty.',
    example: 'volumes:\n- emptyDir: {}',
  },
  invalid: {
    summary: 'A value does not follow the rules of its field.',
    example: 'containers:\n- name: Log_Agent',
  },
  'not-supported': {
    summary: 'A value is not one of those that the field takes.',
    example: 'imagePullPolicy: Sometimes',
  },
  forbidden: {
    summary: 'A field must not be given here.',
    example: 'matchExpressions:\n- {key: a, operator: Exists, values: [b]}',
  },
  duplicate: {
    summary: 'A value that must be unique comes again.',
    example: 'volumes:\n- name: a\n- name: a',
  },
  'not-found': {
    summary: 'A name refers to something that is not there.',
    example: 'volumeMounts:\n- name: no-such-volume\n  mountPath: /x',
  },
  'too-long': {
    summary: 'A value is longer than its field allows.',
    example: 'name: aaaaaaaa... # 300 characters',
  },
}
