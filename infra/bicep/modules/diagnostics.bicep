// What Azure's own services tell of the stack's resources. Logs of requests name blobs, rows and callers by their ids
// and addresses, never what was sent.

import { Names } from '../names.bicep'

param names Names

@description('Whether the stack has a network of its own.')
param privateEndpoints bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: names.workspace
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: names.vault
}

resource openai 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: names.openai
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: names.speech
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: names.app
}

resource web 'Microsoft.Web/sites@2025-03-01' existing = {
  name: names.web
}

resource group 'Microsoft.Network/networkSecurityGroups@2024-07-01' existing = {
  name: 'nsg-${names.network}'
}

resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [
  for name in [names.data, names.host]: {
    name: name
  }
]

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = [
  for (name, index) in [names.data, names.host]: {
    name: 'default'
    parent: accounts[index]
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = [
  for (name, index) in [names.data, names.host]: {
    name: 'default'
    parent: accounts[index]
  }
]

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' existing = [
  for (name, index) in [names.data, names.host]: {
    name: 'default'
    parent: accounts[index]
  }
]

var setting = 'to-workspace'
var metrics = [{ category: 'AllMetrics', enabled: true }]
var transactions = [{ category: 'Transaction', enabled: true }]
// Every request for a blob or a row.
var requests = map(['StorageRead', 'StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })
// The host looks into each queue every second, and a message holds ids only: reads would only fill the log.
var changes = map(['StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })

resource accountMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (name, index) in [names.data, names.host]: {
    name: setting
    scope: accounts[index]
    properties: { workspaceId: workspace.id, metrics: transactions }
  }
]

resource blobRequests 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (name, index) in [names.data, names.host]: {
    name: setting
    scope: blobs[index]
    properties: { workspaceId: workspace.id, logs: requests, metrics: transactions }
  }
]

resource queueRequests 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (name, index) in [names.data, names.host]: {
    name: setting
    scope: queues[index]
    properties: { workspaceId: workspace.id, logs: changes, metrics: transactions }
  }
]

resource tableRequests 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (name, index) in [names.data, names.host]: {
    name: setting
    scope: tables[index]
    properties: { workspaceId: workspace.id, logs: requests, metrics: transactions }
  }
]

resource vaultEvents 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: setting
  scope: vault
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: metrics
  }
}

var modelLogs = map(['Audit', 'RequestResponse'], category => { category: category, enabled: true })

resource draftingCalls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: setting
  scope: openai
  properties: { workspaceId: workspace.id, logs: modelLogs, metrics: metrics }
}

resource speechCalls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: setting
  scope: speech
  properties: { workspaceId: workspace.id, logs: modelLogs, metrics: metrics }
}

// The app's log goes to Application Insights; FunctionAppLogs would be the same lines once more.
resource appMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: setting
  scope: app
  properties: { workspaceId: workspace.id, metrics: metrics }
}

resource webEvents 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: setting
  scope: web
  properties: {
    workspaceId: workspace.id
    logs: map(['AppServiceHTTPLogs', 'AppServiceAuditLogs', 'AppServicePlatformLogs'], category => {
      category: category
      enabled: true
    })
    metrics: metrics
  }
}

resource networkEvents 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (privateEndpoints) {
  name: setting
  scope: group
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }]
  }
}
