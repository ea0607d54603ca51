// What the Functions host needs for itself: its locks, its keys, and the app's code. Nothing of a lawyer is in it.

import { Names, packageContainer } from '../names.bicep'
import { Options } from '../types.bicep'

param names Names
param region string
param tags object
param options Options

module account 'account.bicep' = {
  params: {
    name: names.host
    region: region
    tags: tags
    options: options
    reachable: !options.privateEndpoints
    vault: names.vault
    storageIdentity: names.storageIdentity
  }
}

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.host
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: host
  name: 'default'
  dependsOn: [account]
  properties: {
    // A deleted package can be brought back.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    cors: { corsRules: [] }
  }

  resource package 'containers' = {
    name: packageContainer
    properties: { publicAccess: 'None' }
  }
}
