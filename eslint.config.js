import { builtinModules } from 'node:module'
import importX from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import tseslint from 'typescript-eslint'
import { commandZone, layers, zonesOf } from './lint/layers.js'
import { noModuleState } from './lint/no-module-state.js'

/** What the core must not touch: the clock, randomness, the host. Time and random numbers are inputs. */
const impurity = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No clock in the core: take `now` as an input.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'No clock in the core: take `now` as an input.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'No clock in the core: take `now` as an input.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No randomness in the core: take `random` as an input.',
  },
  { selector: 'ImportExpression', message: 'No dynamic import in the core.' },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]',
    message: 'No locale in the core: the answer would depend on the host. Compare bytes with `compareUtf8`.',
  },
]

/** Code asks a profile's switches. A test of the version is forgotten when the next version comes. */
const versionNames = ['Literal[value=', 'TemplateElement[value.raw='].map((node) => ({
  selector: `${node}/^v1\\.\\d+\\.\\d+$/]`,
  message: 'Only src/profile names versions: add a switch to the record of each version, and ask it.',
}))

const hostGlobals = [
  'console',
  'process',
  'Buffer',
  'global',
  'globalThis',
  'window',
  'document',
  'self',
  'fetch',
  'navigator',
  'location',
  'localStorage',
  'structuredClone',
  'TextEncoder',
  'TextDecoder',
  'Intl',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'require',
  '__dirname',
  '__filename',
]

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', 'fixtures'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      // Without these two the rules about imports do not open a .ts file, and find nothing.
      'import-x/extensions': ['.ts', '.mts', '.js', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts'] },
    },
    rules: {
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  // Follows imports from each file to the end, so it takes most of the time: tests and examples do without.
  { files: ['src/**/*.ts'], rules: { 'import-x/no-cycle': ['error', { ignoreExternal: true }] } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { sidecarset: { rules: { 'no-module-state': noModuleState } } },
    rules: {
      'sidecarset/no-module-state': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: zonesOf(layers) }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', ...hostGlobals],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^node:|^(${builtinModules.join('|')})$`,
              message: 'No Node modules in the core.',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...impurity, ...versionNames],
    },
  },
  {
    files: ['src/cli/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { sidecarset: { rules: { 'no-module-state': noModuleState } } },
    rules: {
      'sidecarset/no-module-state': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: [commandZone] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      // What a command sees of its process is handed to it: only main.ts knows the process.
      'no-restricted-globals': ['error', 'process', 'console'],
    },
  },
  { files: ['src/cli/main.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    // Records of versions, and the release that brought each field, which only messages name.
    files: ['src/profile.ts', 'src/profile/*.ts', 'src/sidecarset/later-features.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impurity] },
  },
)
