// Every figure's query, in a file each. tests/infra holds them against what the code tells.

@export()
@description('By name, as workbook.json and the alerts refer to them.')
var queries = {
  'cost-per-draft': loadTextContent('cost-per-draft.kql')
  'dead-letters': loadTextContent('dead-letters.kql')
  failures: loadTextContent('failures.kql')
  'jobs-by-state': loadTextContent('jobs-by-state.kql')
  'model-errors': loadTextContent('model-errors.kql')
  'model-retirement': loadTextContent('model-retirement.kql')
  poison: loadTextContent('poison.kql')
  'recordings-by-state': loadTextContent('recordings-by-state.kql')
  'refused-by-azure': loadTextContent('refused-by-azure.kql')
  'refused-tokens': loadTextContent('refused-tokens.kql')
  residency: loadTextContent('residency.kql')
  'sync-states': loadTextContent('sync-states.kql')
  waiting: loadTextContent('waiting.kql')
}

@export()
@description('The query of the day the model retires, which only the parameters know.')
func retirementQuery(query string, model string, retires string) string =>
  replace(replace(query, '{model}', model), '{retires}', retires)
