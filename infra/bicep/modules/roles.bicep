// Every role that anybody is given, each with its reason: the whole of what may be done to a stack's data.
// No person and no operator has standing access. Ids: Microsoft Learn, "Azure built-in roles".

import { Names, containers, ledgerTable, storageKey } from '../names.bicep'

param names Names

@description('key: what storage must have before it is made; stack: all the rest.')
param part 'key' | 'stack'

var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  openaiUser: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
  speechUser: 'f2dc8367-1007-4938-bd23-fe263f013447'
  secretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  encryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

var definitions = 'Microsoft.Authorization/roleDefinitions'

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.appIdentity
}

resource events 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.eventsIdentity
}

resource storage 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.storageIdentity
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: names.vault

  resource key 'keys' existing = {
    name: storageKey
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.data

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource recordings 'containers' existing = {
      name: containers.recordings
    }

    resource transcripts 'containers' existing = {
      name: containers.transcripts
    }

    resource exports 'containers' existing = {
      name: containers.exports
    }

    resource digests 'containers' existing = {
      name: containers.digests
    }

    resource deadLetters 'containers' existing = {
      name: containers.deadLetters
    }
  }

  resource tables 'tableServices' existing = {
    name: 'default'

    resource ledger 'tables' existing = {
      name: ledgerTable
    }
  }
}

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.host
}

resource openai 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: names.openai
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: names.speech
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.insights
}

// Storage wraps its own keys with ours: this one key, to wrap and unwrap, and nothing else of the vault.
resource storageOpensItsKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'key') {
  name: guid(vault::key.id, storage.id, roles.encryptionUser)
  scope: vault::key
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.encryptionUser)
    principalId: storage.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Audio that arrived is read, measured and erased; a grant to upload never exceeds what its maker may do.
resource appKeepsRecordings 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::blobs::recordings.id, app.id, roles.blobContributor)
  scope: data::blobs::recordings
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Transcripts are written, read and erased.
resource appKeepsTranscripts 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::blobs::transcripts.id, app.id, roles.blobContributor)
  scope: data::blobs::transcripts
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Exported files are written, granted to their lawyer, and erased.
resource appKeepsExports 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::blobs::exports.id, app.id, roles.blobContributor)
  scope: data::blobs::exports
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Digests are added and read; that none is changed is held by the container, and the role cannot undo that.
resource appAddsDigests 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::blobs::digests.id, app.id, roles.blobContributor)
  scope: data::blobs::digests
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Grants are signed with a user delegation key, which is the account's to give.
resource appSignsGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data.id, app.id, roles.blobDelegator)
  scope: data
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobDelegator)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The app sends, receives and counts messages, of its own queues and of those for poison: the account has no other.
resource appSendsMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data.id, app.id, roles.queueContributor)
  scope: data
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.queueContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The ledger is read and written.
resource appKeepsTheLedger 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::tables::ledger.id, app.id, roles.tableContributor)
  scope: data::tables::ledger
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.tableContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The Functions host keeps its locks and keys and reads the app's code: Microsoft's documentation asks for this role.
resource hostKeepsItsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(host.id, app.id, roles.blobOwner)
  scope: host
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobOwner)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The blob trigger hands itself what arrived by a queue of the host.
resource hostSendsMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(host.id, app.id, roles.queueContributor)
  scope: host
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.queueContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The host writes its diagnostic events into a table.
resource hostWritesEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(host.id, app.id, roles.tableContributor)
  scope: host
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.tableContributor)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The app asks the deployment that drafts.
resource appDrafts 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(openai.id, app.id, roles.openaiUser)
  scope: openai
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.openaiUser)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The app has audio transcribed.
resource appTranscribes 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(speech.id, app.id, roles.speechUser)
  scope: speech
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.speechUser)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// A lawyer's tokens for Clio are kept, replaced and deleted: no lesser built-in role may write a secret.
resource appKeepsTokens 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(vault.id, app.id, roles.secretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.secretsOfficer)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Telemetry is sent with a token; the component takes no key.
resource appSendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(insights.id, app.id, roles.metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.metricsPublisher)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// At start the app asks where its own resources lie; the answers tell nothing of what they hold.
resource appReadsWhereDataLies 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data.id, app.id, roles.reader)
  scope: data
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.reader)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// At start: where the model lies that drafts, and by which SKU it is processed.
resource appReadsWhereItDrafts 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(openai.id, app.id, roles.reader)
  scope: openai
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.reader)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// At start: where the resource lies that transcribes.
resource appReadsWhereItTranscribes 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(speech.id, app.id, roles.reader)
  scope: speech
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.reader)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// At start: where the vault lies.
resource appReadsWhereTokensLie 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(vault.id, app.id, roles.reader)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.reader)
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Event Grid puts what it could not deliver here, and nowhere else.
resource eventsKeepDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (part == 'stack') {
  name: guid(data::blobs::deadLetters.id, events.id, roles.blobContributor)
  scope: data::blobs::deadLetters
  properties: {
    roleDefinitionId: subscriptionResourceId(definitions, roles.blobContributor)
    principalId: events.properties.principalId
    principalType: 'ServicePrincipal'
  }
}
