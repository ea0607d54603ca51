// The workbook that operators look at: monitoring/workbook.json, with the queries in their places.

import { Names } from '../names.bicep'
import { queries, retirementQuery } from '../monitoring/queries.bicep'
import { Stack } from '../types.bicep'

param names Names
param region string
param tags object
param stack Stack

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: names.workspace
}

var layout = loadJsonContent('../monitoring/workbook.json')
var everyQuery = {
  version: 'KqlItem/1.0'
  size: 0
  queryType: 0
  resourceType: 'microsoft.operationalinsights/workspaces'
  timeContextFromParameter: 'Period'
}
var items = map(
  layout.items,
  item =>
    contains(item.content, 'query')
      ? {
          ...item
          content: {
            ...everyQuery
            ...item.content
            query: retirementQuery(queries[item.content.query], stack.model.name, stack.model.retires)
          }
        }
      : item
)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: names.workbook
  location: region
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'CaseClock ${names.policy}'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: string({ ...layout, items: items, fallbackResourceIds: [workspace.id] })
  }
}
