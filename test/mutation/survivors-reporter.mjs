// Prints each mutant that no test noticed as soon as that is known: a run takes long, and may be stopped.
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin'

class SurvivorsReporter {
  static inject = []

  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    if (status !== 'Survived' && status !== 'NoCoverage') return
    const { line, column } = location.start
    console.log(`${status} ${fileName}:${line}:${column} ${mutatorName}: ${replacement}`)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', SurvivorsReporter)]
