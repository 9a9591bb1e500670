const mutators = new Set([
  'add',
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
])

const caches = new Set(['WeakMap', 'WeakSet', 'WeakRef'])

/** A module must not remember: what a call leaves behind could change the answer of another. */
export const noModuleState = {
  meta: {
    type: 'problem',
    docs: { description: 'no state at module level' },
    messages: {
      variable: 'No `let` or `var` at module level: a module keeps nothing between calls.',
      cache: 'No {{ type }} at module level: a module keeps nothing between calls.',
      written: '`{{ name }}` is of the module, and a function writes to it.',
    },
    schema: [],
  },
  create(context) {
    return {
      'Program:exit'(program) {
        const scope = context.sourceCode.getScope(program)
        const module = scope.childScopes.find(({ type }) => type === 'module') ?? scope
        for (const variable of module.variables) checkVariable(context, variable)
      },
    }
  },
}

function checkVariable(context, variable) {
  const definition = variable.defs[0]
  if (definition?.type !== 'Variable') return
  const { parent: declaration, node } = definition
  if (declaration.kind !== 'const') context.report({ node, messageId: 'variable' })
  for (const type of cachesIn(node.init)) context.report({ node, messageId: 'cache', data: { type } })
  for (const { identifier } of variable.references)
    if (isInFunction(identifier) && isWritten(identifier))
      context.report({ node: identifier, messageId: 'written', data: { name: identifier.name } })
}

/** The names of the caches that an initial value creates, not looking into functions. */
function cachesIn(value) {
  if (value === null || typeof value !== 'object') return []
  if (/Function/.test(value.type) || /^TS\w*Type/.test(value.type)) return []
  const own = value.type === 'NewExpression' && caches.has(value.callee.name) ? [value.callee.name] : []
  const parts = Object.entries(value).flatMap(([key, part]) => (key === 'parent' ? [] : part))
  return [...own, ...parts.flatMap((part) => (part?.type === undefined ? [] : cachesIn(part)))]
}

/** Whether it is written to, or to something inside it: `x.a = 1`, `delete x[k]`, `x.list.push(y)`. */
function isWritten(identifier) {
  let node = identifier
  while (node.parent.type === 'MemberExpression' && node.parent.object === node) node = node.parent
  const { parent } = node
  if (node === identifier) return false
  if (parent.type === 'AssignmentExpression') return parent.left === node
  if (parent.type === 'UpdateExpression') return true
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete'
  return parent.type === 'CallExpression' && parent.callee === node && mutators.has(node.property.name)
}

function isInFunction(node) {
  for (let above = node.parent; above; above = above.parent) if (/Function/.test(above.type)) return true
  return false
}
