// What the resource group may cost in a month before operators are told.

import { Names } from '../names.bicep'
import { Watch } from '../types.bicep'

param names Names
param watch Watch

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: names.operators
}

// Percent of the budget: what was spent, and what the month is forecast to come to.
var marks = [
  { name: 'half', type: 'Actual', percent: 50 }
  { name: 'most', type: 'Actual', percent: 80 }
  { name: 'all', type: 'Actual', percent: 100 }
  { name: 'forecast', type: 'Forecasted', percent: 110 }
]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: names.budget
  properties: {
    category: 'Cost'
    amount: watch.monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: watch.budgetStart }
    notifications: toObject(marks, mark => mark.name, mark => {
      enabled: true
      operator: 'GreaterThan'
      threshold: mark.percent
      thresholdType: mark.type
      contactEmails: watch.recipients
      contactGroups: [operators.id]
    })
  }
}
