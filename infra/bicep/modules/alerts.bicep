// What operators are woken for. Each rule counts the rows of a query of monitoring/: docs/operations.md says what to do.

import { Names } from '../names.bicep'
import { queries, retirementQuery } from '../monitoring/queries.bicep'
import { Stack, Watch } from '../types.bicep'

param names Names
param region string
param tags object
param stack Stack
param watch Watch

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: names.workspace
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: names.operators
}

var retirement = retirementQuery(queries['model-retirement'], stack.model.name, stack.model.retires)

// `over`: how far back a query looks; `more`: the rows that are too many.
var rules = [
  {
    name: 'outside-jurisdiction'
    title: 'A service lies outside the jurisdiction, and the stack does no work'
    severity: 0
    query: queries.residency
    every: 'PT5M'
    over: 'PT5M'
    more: 0
  }
  {
    name: 'poison-message'
    title: 'A message failed too often'
    severity: 1
    query: queries.poison
    every: 'PT5M'
    over: 'PT5M'
    more: 0
  }
  {
    name: 'waiting-too-long'
    title: 'Recordings wait for more than ${watch.waitMinutes} minutes'
    severity: 1
    query: '${queries.waiting}| where minutes > ${watch.waitMinutes}\n'
    every: 'PT15M'
    over: 'P2D'
    more: 0
  }
  {
    name: 'event-lost'
    title: 'Event Grid could not deliver an event'
    severity: 2
    query: queries['dead-letters']
    every: 'PT15M'
    over: 'PT15M'
    more: 0
  }
  {
    name: 'azure-refuses'
    title: 'A service of Azure refuses the app'
    severity: 1
    query: queries['refused-by-azure']
    every: 'PT15M'
    over: 'PT15M'
    more: 2
  }
  {
    name: 'tokens-refused'
    title: 'Many access tokens are refused'
    severity: 2
    query: queries['refused-tokens']
    every: 'PT15M'
    over: 'PT15M'
    more: 20
  }
  {
    name: 'failures'
    title: 'Functions fail in ways nobody foresaw'
    severity: 2
    query: queries.failures
    every: 'PT15M'
    over: 'PT15M'
    more: 3
  }
  {
    name: 'model-retires'
    title: 'The model that drafts retires within 90 days'
    severity: 2
    query: '${retirement}| where days < 90\n'
    every: 'PT6H'
    over: 'P1D'
    more: 0
  }
  {
    name: 'model-retires-soon'
    title: 'The model that drafts retires within 30 days'
    severity: 1
    query: '${retirement}| where days < 30\n'
    every: 'PT6H'
    over: 'P1D'
    more: 0
  }
]

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${names.policy}-${rule.name}'
    location: region
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'CaseClock ${names.policy}: ${rule.title}'
      severity: rule.severity
      enabled: true
      scopes: [workspace.id]
      evaluationFrequency: rule.every
      windowSize: rule.over
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.more
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      // Operators are told once, and again when it is over.
      autoMitigate: true
      // Tables come to be with their first rows.
      skipQueryValidation: true
      actions: { actionGroups: [operators.id] }
    }
  }
]
