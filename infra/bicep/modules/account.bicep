// One storage account: Entra only, encrypted twice, TLS 1.2 or newer, nothing public.

import { Options } from '../types.bicep'
import { storageKey } from '../names.bicep'

param name string
param region string
param tags object
param options Options

@description('Whether anybody with a grant reaches it: lawyers upload from wherever they are.')
param reachable bool

@description('The vault that holds the key, where keys are the customer\'s.')
param vault string

@description('The identity that opens the key.')
param storageIdentity string

var own = options.customerManagedKeys
var keyReader = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', storageIdentity)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: region
  tags: tags
  kind: 'StorageV2'
  sku: { name: options.redundancy }
  identity: own ? { type: 'UserAssigned', userAssignedIdentities: { '${keyReader}': {} } } : { type: 'None' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: reachable ? 'Enabled' : 'Disabled'
    networkAcls: {
      // Event Grid reads and writes as a trusted service.
      bypass: 'AzureServices'
      defaultAction: reachable ? 'Allow' : 'Deny'
    }
    sasPolicy: {
      // Grants last an hour at most, and start five minutes early.
      sasExpirationPeriod: '00.02:00:00'
      expirationAction: 'Log'
    }
    encryption: {
      requireInfrastructureEncryption: true
      keySource: own ? 'Microsoft.Keyvault' : 'Microsoft.Storage'
      identity: own ? { userAssignedIdentity: keyReader } : null
      keyvaultproperties: own ? { keyname: storageKey, keyvaulturi: 'https://${vault}.vault.azure.net' } : null
      // With the account's scope, queues and tables are under the same key as blobs.
      services: {
        blob: { enabled: true, keyType: 'Account' }
        file: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}
