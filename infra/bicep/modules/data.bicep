// What the product stores: blobs, queues and the ledger, in the account that lawyers upload to.

import { Names, containers, queues, blobPoisonQueue, ledgerTable } from '../names.bicep'
import { Options, Retention } from '../types.bicep'

param names Names
param region string
param tags object
param options Options
param retention Retention

@description('How long exported files are kept at most, in days.')
param exportDays int

@description('The origin of the web client, the only one that browsers may upload from.')
param webOrigin string

module account 'account.bicep' = {
  params: {
    name: names.data
    region: region
    tags: tags
    options: options
    reachable: true
    vault: names.vault
    storageIdentity: names.storageIdentity
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.data
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: data
  name: 'default'
  dependsOn: [account]
  properties: {
    // Deleted means deleted: neither a copy nor an older version stays behind.
    deleteRetentionPolicy: { enabled: false }
    isVersioningEnabled: false
    changeFeed: { enabled: false }
    restorePolicy: { enabled: false }
    // The app deletes no container: this undoes an operator's slip.
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    cors: {
      corsRules: [
        {
          allowedOrigins: [webOrigin]
          allowedMethods: ['PUT', 'GET', 'OPTIONS']
          allowedHeaders: ['content-type', 'if-none-match', 'range', 'x-ms-blob-type', 'x-ms-version']
          exposedHeaders: ['content-length', 'content-range', 'etag', 'x-ms-error-code', 'x-ms-request-id']
          maxAgeInSeconds: 3600
        }
      ]
    }
  }

  resource container 'containers' = [
    for name in map(items(containers), item => item.value): {
      name: name
      properties: { publicAccess: 'None' }
    }
  ]
}

// A digest can be added, and never be changed or deleted before its time.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = {
  name: '${names.data}/default/${containers.digests}/default'
  dependsOn: [blobs::container]
  properties: {
    immutabilityPeriodSinceCreationInDays: retention.digests
    allowProtectedAppendWrites: false
  }
}

var kept = [
  { container: containers.recordings, days: retention.recordings }
  { container: containers.transcripts, days: retention.recordings }
  { container: containers.exports, days: exportDays }
  { container: containers.deadLetters, days: retention.deadLetters }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: data
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        for rule in kept: {
          name: 'end-of-${rule.container}'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${rule.container}/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: rule.days } } }
          }
        }
      ]
    }
  }
}

resource messages 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: data
  name: 'default'
  dependsOn: [account]

  resource queue 'queues' = [
    for name in concat(queues, map(queues, queue => '${queue}-poison'), [blobPoisonQueue]): {
      name: name
    }
  ]
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: data
  name: 'default'
  dependsOn: [account]

  resource ledger 'tables' = {
    name: ledgerTable
  }
}
